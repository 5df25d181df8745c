package com.exorlive.meeting.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import org.slf4j.LoggerFactory;

/// Sets up the log: to standard error, for a person or for a machine.
final class Logging {
    private Logging() {}

    static void configure(Settings.Log settings) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        var encoder = encoder(settings.format(), context);
        encoder.start();
        var console = new ConsoleAppender<ILoggingEvent>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();
        var level = Level.toLevel(settings.level());
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(console);
        // What libraries say at INFO is about themselves, and some print addresses.
        root.setLevel(Level.WARN);
        context.getLogger("com.exorlive.meeting").setLevel(level);
        // It says whole messages, with descriptions and addresses; its driver says what matters.
        context.getLogger("org.kurento").setLevel(Level.OFF);
    }

    private static Encoder<ILoggingEvent> encoder(
            Settings.LogFormat format, LoggerContext context) {
        if (format == Settings.LogFormat.JSON) {
            var json = new JsonEncoder();
            json.setContext(context);
            return json;
        }
        var text = new PatternLayoutEncoder();
        text.setContext(context);
        text.setPattern("%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg %kvp%n%ex{full}");
        return text;
    }
}
