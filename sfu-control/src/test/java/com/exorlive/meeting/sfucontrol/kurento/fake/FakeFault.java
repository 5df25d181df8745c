package com.exorlive.meeting.sfucontrol.kurento.fake;

/// An error of Kurento's, by its number.
final class FakeFault extends Exception {
    private static final long serialVersionUID = 1L;

    final int code;
    final String type;

    FakeFault(int code, String type) {
        super(type);
        this.code = code;
        this.type = type;
    }

    static FakeFault notFound() {
        return new FakeFault(40101, "MEDIA_OBJECT_NOT_FOUND");
    }
}
