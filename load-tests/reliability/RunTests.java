import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.PrintWriter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/// Runs a test class, or `class#method`, once: ends with 0 if tests ran and all held, with 3 if
/// none ran, with 1 if one did not hold. Started as a source file, on a module's test class path.
public final class RunTests {
    private RunTests() {}

    public static void main(String[] args) {
        String[] parts = args[0].split("#", 2);
        var selector = parts.length == 1 ? selectClass(parts[0]) : selectMethod(parts[0], parts[1]);
        var listener = new SummaryGeneratingListener();
        var request = LauncherDiscoveryRequestBuilder.request().selectors(selector).build();
        LauncherFactory.create().execute(request, listener);
        var summary = listener.getSummary();
        summary.printFailuresTo(new PrintWriter(System.err, true), 20);
        if (summary.getTotalFailureCount() > 0) {
            System.exit(1);
        }
        boolean isWhole = summary.getTestsSucceededCount() == summary.getTestsFoundCount();
        System.exit(isWhole && summary.getTestsSucceededCount() > 0 ? 0 : 3);
    }
}
