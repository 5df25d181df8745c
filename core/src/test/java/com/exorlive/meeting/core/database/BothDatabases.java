package com.exorlive.meeting.core.database;

import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.AfterClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.BeforeClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/// What makes [OnBothDatabases] work: one run of the class for each kind.
final class BothDatabases implements ClassTemplateInvocationContextProvider {
    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<? extends ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(
            ExtensionContext context) {
        refuse(context.getRequiredTestClass(), BeforeAll.class, BeforeDatabase.class);
        refuse(context.getRequiredTestClass(), AfterAll.class, AfterDatabase.class);
        var asked = System.getProperty("test.databases", "h2,postgresql");
        return Arrays.stream(TestDatabase.Kind.values())
                .filter(kind -> asked.contains(kind.name().toLowerCase(Locale.ROOT)))
                .map(Run::new);
    }

    private static void refuse(
            Class<?> test, Class<? extends Annotation> once, Class<? extends Annotation> perRun) {
        if (!AnnotationSupport.findAnnotatedMethods(test, once, HierarchyTraversalMode.TOP_DOWN)
                .isEmpty()) {
            throw new IllegalStateException(
                    "With @OnBothDatabases write @%s instead of @%s: that runs once for both."
                            .formatted(perRun.getSimpleName(), once.getSimpleName()));
        }
    }

    private static void call(ExtensionContext context, Class<? extends Annotation> annotation) {
        for (var method :
                AnnotationSupport.findAnnotatedMethods(
                        context.getRequiredTestClass(),
                        annotation,
                        HierarchyTraversalMode.TOP_DOWN)) {
            var _ = ReflectionSupport.invokeMethod(method, null);
        }
    }

    private record Run(TestDatabase.Kind kind) implements ClassTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return "on " + kind;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(
                    (BeforeClassTemplateInvocationCallback)
                            context -> {
                                TestDatabase.use(kind);
                                call(context, BeforeDatabase.class);
                            },
                    (AfterClassTemplateInvocationCallback)
                            context -> {
                                call(context, AfterDatabase.class);
                                TestDatabase.dropAll();
                            });
        }
    }
}
