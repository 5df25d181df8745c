/// The words of the encryption: lock, compare code, stop, and what protects the meeting.
export const protection = {
  // The lock: badge and panel
  "lock.waiting": "Locks when both are here",
  "lock.securing": "Securing…",
  "lock.secure": "End-to-end encrypted",
  "lock.verified": "Encrypted · code compared",
  "lock.again": "New device · compare again",
  "lock.broken": "Not secure · stopped",
  "lock.waitingWords":
    "When {first} comes in, your two devices agree on a secret that nobody else has. Your picture and sound are sent only after that.",
  "lock.securingWords":
    "Your two devices are agreeing on a secret that nobody else has, and each makes sure who the other is. Picture and sound come right after.",
  "lock.onlyYouTwo": "Only you and {first} can see and hear",
  "lock.learnMore": "How this meeting is protected",

  // Who the other one is, as their issuer says
  "identity.confirmedBy": "Confirmed by {issuer}",
  "identity.instructor": "Instructor",
  "identity.participant": "Client",
  "identity.password": "Password only",
  "identity.twoStep": "Two-step sign-in",
  "identity.signedIn": "Signed in",
  "identity.signedInWhen": "Signed in {when}",
  "identity.passwordHint": "A password may be known to others. If you don’t know {first} by sight, ask for photo ID.",

  // Comparing the code
  "compare.title": "Compare the code with {first}",
  "compare.done": "Code compared with {first}",
  "compare.how": "Read the seven aloud to each other. Same on both screens? Then nobody is in between.",
  "compare.howDigits": "Read the number aloud to each other. Same on both screens? Then nobody is in between.",
  "compare.code": "Code",
  "compare.useDigits": "Use the number instead",
  "compare.usePictures": "Use the pictures instead",
  "compare.match": "They match",
  "compare.differ": "They differ",
  "compare.differMeans": "“They differ” stops the call at once, for both of you.",
  "compare.again": "Compare again",
  "compare.comparedWhen": "The code was the same on both screens {when}.",
  "compare.newDevice": "{first} joined from a new device.",
  "compare.newDeviceDo": "Compare the code again.",
  "compare.open": "Compare code",

  // It was not safe to go on
  "stop.title": "Stopped: the call is not secure",
  "stop.off": "Camera and microphone are off.",
  "stop.why.codesDiffer": "You said that the codes differ. Someone may be in between.",
  "stop.why.otherSawCodesDiffer": "{first} said that the codes differ. Someone may be in between.",
  "stop.why.otherStopped": "Something was not right on {first}’s side, and the page there stopped the call.",
  "stop.why.bypassed": "Picture or sound was about to go round the encryption.",
  "stop.why.workerLost": "The part of this page that encrypts has stopped working.",
  "stop.why.notTrusted": "The proof of who is here was not right. Someone may be in between.",
  "stop.why.tooManyTries": "Your two devices could not agree on a secret, not even after many tries.",
  "stop.why.identityRefused": "The sign-in service did not confirm who you are in this meeting.",
  "stop.doPhone": "Call {first} by phone. Don’t go on here with anything private.",
  "stop.doAgain": "Start over. If it happens again, call {first} by phone.",
  "stop.caseHint": "Say it to whoever looks into this.",
  "stop.phone": "Phone: {phone}",
  "stop.startOver": "Start over",
  "stop.blocked": "Off: the call was stopped because it is not secure",
  "stop.before": "Something in the encryption was not right, so the call did not start. Camera and microphone are off.",

  "say.secured": "The call is end-to-end encrypted.",
  "say.newDevice": "{first} joined from a new device. Compare the code again.",
  "say.undecodable": "The picture can’t be decrypted. Trying again.",

  // How this meeting is protected
  "protection.title": "How this meeting is protected",
  "protection.lead": "In plain words, also what it can’t do.",
  "protection.lockedTitle": "What is locked",
  "protection.locked1":
    "Picture, sound, chat and a shared screen are locked on your device and opened only on the other’s.",
  "protection.locked2":
    "Your two devices make the keys for this meeting alone. They never leave them and are gone afterwards.",
  "protection.locked3": "It can’t be switched off. A browser that can’t do it can’t join.",
  "protection.blindTitle": "Who can’t see or hear you",
  "protection.blind1": "Our server. It passes on what it can’t open.",
  "protection.blind2": "Your network, the other’s, and everyone on the way between.",
  "protection.blind3": "Nobody later: nothing is recorded, no picture, no sound and no chat.",
  "protection.codeTitle": "What comparing the code gives",
  "protection.code1":
    "You both see the same seven pictures only if nobody is in between. Press the lock, and read them aloud to each other.",
  "protection.code2":
    "Without it you trust the sign-in service to say who is here. With it you go by your own eyes and ears.",
  "protection.code3": "If the codes differ, say so: the call stops at once for both.",
  "protection.limitsTitle": "What it does not protect against",
  "protection.limits1": "The other one: who sees and hears you can also record or photograph you.",
  "protection.limits2": "Someone in the room, with you or with the other.",
  "protection.limits3": "The device itself: a harmful program or browser extension sees what you see.",
  "protection.limits4":
    "This page comes from our server. Whoever could change the page could go round the lock, and the code would not show it.",
  "protection.seenTitle": "What our server does see",
  "protection.seen1": "Who meets whom, when, and for how long.",
  "protection.seen2": "The network addresses of both, and how much is sent, but not what.",
  "protection.seen3": "The exercise program. It belongs to the record and is not part of the locked call.",
  "check.encrypts": "End-to-end encrypted",
  "check.cantEncrypt": "This browser can’t encrypt the call, so it can’t be used.",
  "ended.encrypted": "End-to-end encrypted",
  "ended.compared": "End-to-end encrypted, code compared",
  "ended.stopped": "Stopped: not secure",
  "names.inFiles": "Files made by the server have clients’ numbers in place of names: it does not know the names.",
} as const;
