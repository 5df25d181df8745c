import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.PrintWriter;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/// Runs a test class, or `class#method`, as often as the second argument says, each time from its
/// very beginning, and says after each whether it held. Without that argument: once, and the test
/// counts its rounds itself. Ends with 0 if tests ran and all held, with 3 if none ran, with 1 if
/// one did not hold. Started as a source file, on a module's test class path.
public final class RunTests {
    private RunTests() {}

    public static void main(String[] args) {
        String[] parts = args[0].split("#", 2);
        var selector = parts.length == 1 ? selectClass(parts[0]) : selectMethod(parts[0], parts[1]);
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 1;
        int worst = 0;
        for (int i = 0; i < rounds; i++) {
            int outcome = run(selector);
            worst = Math.max(worst, outcome);
            if (args.length > 1) {
                System.out.println(outcome == 0 ? "round held" : "round failed");
            }
        }
        System.exit(worst);
    }

    private static int run(DiscoverySelector selector) {
        var listener = new SummaryGeneratingListener();
        var request = LauncherDiscoveryRequestBuilder.request().selectors(selector).build();
        LauncherFactory.create().execute(request, listener);
        var summary = listener.getSummary();
        summary.printFailuresTo(new PrintWriter(System.err, true), 20);
        if (summary.getTotalFailureCount() > 0) {
            return 1;
        }
        boolean isWhole = summary.getTestsSucceededCount() == summary.getTestsFoundCount();
        return isWhole && summary.getTestsSucceededCount() > 0 ? 0 : 3;
    }
}
