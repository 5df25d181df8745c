package com.exorlive.meeting.sfu.ice;

import com.exorlive.meeting.sfu.path.Path;

/// What an agent asks for. Implementations never call back in.
public interface IceOutput {

    /// Send these bytes; the array is the agent's own and only valid during the call.
    void transmit(byte[] data, int length, Path to);

    /// Everything of the leg goes to this address from now on.
    void selected(Path address);

    /// RFC 7675: the peer has been silent too long; nothing may be sent to it any more.
    void consentLost();

    /// A check was dropped for this reason.
    void dropped(StunDrop reason);
}
