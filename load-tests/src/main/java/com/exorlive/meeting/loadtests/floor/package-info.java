/// A forwarder of datagrams without any cryptography or protocol: the floor under what forwarding a
/// packet can cost on a machine. The one package that uses the SFU's own transport, to weigh it.
@org.jspecify.annotations.NullMarked
package com.exorlive.meeting.loadtests.floor;
