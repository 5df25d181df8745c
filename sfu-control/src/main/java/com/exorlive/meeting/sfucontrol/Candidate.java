package com.exorlive.meeting.sfucontrol;

/// One ICE candidate (RFC 8839 candidate-attribute without `a=`), or the end of them if the line is
/// empty. Holds an address, so it does not print itself.
///
/// @param mid the media section that it belongs to
public record Candidate(PcId pc, String mid, String line) {
    @Override
    public String toString() {
        return "Candidate[" + pc + "]";
    }
}
