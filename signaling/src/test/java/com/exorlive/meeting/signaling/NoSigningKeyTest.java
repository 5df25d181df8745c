package com.exorlive.meeting.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.File;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.security.Signature;
import java.security.SignatureException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// That signaling can't make an identity assertion: nothing of the issuer is within its reach. What
/// its own code may not do is in `ArchitectureTest`; what its credentials may not do, core's
/// `MeetingAssertionTest` shows.
final class NoSigningKeyTest {
    private static final String PREFIX = "com.exorlive.meeting.";

    @Test
    void noModuleThatSignalingCanNameIsCore() {
        assertThat(reachable(PREFIX + "signaling"))
                .contains(PREFIX + "edge", PREFIX + "sfucontrol")
                .doesNotContain(PREFIX + "core");
    }

    @Test
    void coreIsNotEvenOnTheClassPathOfSignaling() {
        assertThatThrownBy(() -> Class.forName(PREFIX + "core.Core"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void codeThatSignsWouldBeFound() {
        for (var forger : List.of(JoseForger.class, PlainForger.class)) {
            var seen = new ClassFileImporter().importClasses(forger);
            assertThat(ArchitectureTest.NOTHING_IS_SIGNED_HERE.evaluate(seen).hasViolation())
                    .as(forger.getSimpleName())
                    .isTrue();
        }
    }

    static final class JoseForger {
        static void forge(JWSObject token, JWSSigner signer) throws JOSEException {
            token.sign(signer);
        }
    }

    static final class PlainForger {
        static byte[] forge(Signature signature) throws SignatureException {
            return signature.sign();
        }
    }

    /// Our own modules that this one requires, by whatever way.
    private static Set<String> reachable(String module) {
        var ours = ownModules();
        var found = new TreeSet<String>();
        var next = new ArrayDeque<>(Set.of(module));
        while (!next.isEmpty()) {
            var name = next.pop();
            if (found.add(name)) {
                assertThat(ours).containsKey(name);
                next.addAll(
                        ours.get(name).requires().stream()
                                .map(ModuleDescriptor.Requires::name)
                                .filter(it -> it.startsWith(PREFIX))
                                .collect(Collectors.toSet()));
            }
        }
        return found;
    }

    /// On the class path they are folders or jars, depending on how far the build has come.
    private static Map<String, ModuleDescriptor> ownModules() {
        var classPath = System.getProperty("java.class.path");
        return Arrays.stream(classPath.split(File.pathSeparator, -1))
                .map(Path::of)
                .flatMap(NoSigningKeyTest::modulesAt)
                .filter(it -> it.name().startsWith(PREFIX))
                .collect(Collectors.toMap(ModuleDescriptor::name, it -> it, (one, _) -> one));
    }

    private static Stream<ModuleDescriptor> modulesAt(Path path) {
        try {
            return ModuleFinder.of(path).findAll().stream().map(ModuleReference::descriptor);
        } catch (FindException _) {
            // Somebody else's jar with a name that can't be one of a module.
            return Stream.empty();
        }
    }
}
