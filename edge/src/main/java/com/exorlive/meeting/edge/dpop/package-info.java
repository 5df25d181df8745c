/// Proof of possession (DPoP, RFC 9449): a token that is bound to a key is good only in the hands
/// of whoever has the key. What is judged here is one request's proof; what a token is bound to,
/// whoever verifies the token says.
package com.exorlive.meeting.edge.dpop;
