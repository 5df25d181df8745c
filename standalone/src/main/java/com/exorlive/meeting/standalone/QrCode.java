package com.exorlive.meeting.standalone;

import io.nayuki.qrcodegen.QrCode.Ecc;

/// A QR code for a terminal: two rows of modules in each line of text.
final class QrCode {
    /// ISO/IEC 18004 asks for four light modules around the code.
    private static final int QUIET = 4;

    private QrCode() {}

    /// @return lines of block characters, dark on light whatever the terminal's colours are
    static String ofText(String text) {
        var code = io.nayuki.qrcodegen.QrCode.encodeText(text, Ecc.LOW);
        var lines = new StringBuilder();
        for (int y = -QUIET; y < code.size + QUIET; y += 2) {
            lines.append("\u001b[30;47m");
            for (int x = -QUIET; x < code.size + QUIET; x++) {
                lines.append(block(code.getModule(x, y), code.getModule(x, y + 1)));
            }
            lines.append("\u001b[0m").append(System.lineSeparator());
        }
        return lines.toString();
    }

    private static char block(boolean upper, boolean lower) {
        if (upper) {
            return lower ? '█' : '▀';
        }
        return lower ? '▄' : ' ';
    }
}
