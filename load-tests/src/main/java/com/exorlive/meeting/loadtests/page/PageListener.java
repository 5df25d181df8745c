package com.exorlive.meeting.loadtests.page;

/// What a page is told. Called on a thread of the HTTP client: must not block.
public interface PageListener {
    /// @return the answer
    String onOffer(String sdp);

    /// The other one is there, by this connection id.
    default void onOther(String connection) {}

    /// The other one said this end to end.
    default void onSaid(String data) {}

    /// The page speaks to nobody: it means to do nothing but be there.
    static PageListener silent() {
        return _ -> "";
    }
}
