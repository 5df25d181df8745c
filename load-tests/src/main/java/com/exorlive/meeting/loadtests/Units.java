package com.exorlive.meeting.loadtests;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads values as people write them: `30s`, `1M`, `2%`, `5/s`.
final class Units {
    private static final Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*([a-zA-Z%/]*)");

    private Units() {}

    /// `500ms`, `30s`, `2m`, `1h`
    static Duration duration(String text) {
        double nanos = read(text, "a time such as 500ms, 30s or 2m", Units::nanosIn);
        return Duration.ofNanos((long) nanos);
    }

    /// `1M`, `500k`
    static int bits(String text) {
        return (int) read(text, "a rate such as 1M or 500k", Units::bitsIn);
    }

    /// `2%` or `0.02`
    static double share(String text) {
        return read(text, "a share such as 2%", unit -> unit.equals("%") ? 0.01 : one(unit));
    }

    /// `5/s` or `30/m`, a second
    static double rate(String text) {
        return read(text, "a rate such as 5/s or 30/m", Units::perSecond);
    }

    private interface Unit {
        /// What one of it is; 0 if there is no such unit.
        double of(String name);
    }

    private static double read(String text, String wanted, Unit units) {
        var match = FORM.matcher(text.strip());
        double unit = match.matches() ? units.of(match.group(2).toLowerCase(Locale.ROOT)) : 0;
        if (unit == 0) {
            throw new TypeConversionException("'" + text + "' is not " + wanted);
        }
        return Double.parseDouble(match.group(1)) * unit;
    }

    private static double nanosIn(String unit) {
        return switch (unit) {
            case "us" -> 1e3;
            case "ms" -> 1e6;
            case "", "s" -> 1e9;
            case "m", "min" -> 60e9;
            case "h" -> 3600e9;
            default -> 0;
        };
    }

    private static double bitsIn(String unit) {
        return switch (unit) {
            case "k" -> 1e3;
            case "m" -> 1e6;
            default -> one(unit);
        };
    }

    private static double perSecond(String unit) {
        return switch (unit) {
            case "/s", "" -> 1;
            case "/m", "/min" -> 1.0 / 60;
            default -> 0;
        };
    }

    private static double one(String unit) {
        return unit.isEmpty() ? 1 : 0;
    }

    static final class DurationReader implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return duration(text);
        }
    }

    static final class BitsReader implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return bits(text);
        }
    }

    static final class ShareReader implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return share(text);
        }
    }

    static final class RateReader implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return rate(text);
        }
    }
}
