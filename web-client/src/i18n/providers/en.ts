/// Signing in by the identity providers of an organisation, and how surely they identified somebody.
export const providers = {
  "providers.continue": "Continue with {name}",
  "providers.or": "or",
  "providers.busy": "Taking you there…",
  "providers.unavailableNamed": "{name} does not answer right now. Try again in a while, or sign in with your password.",
  "providers.unavailable": "The sign-in service does not answer right now. Try again in a while, or sign in with your password.",
  "providers.refused": "The sign-in there was cancelled or refused. Try again, or choose another way.",
  "providers.wrong": "The answer from the sign-in service could not be trusted, so you are not signed in. Try again.",
  "providers.tooLow": "Your organisation asks for a stronger sign-in than the one you used. Try again and choose the stronger way.",
  "providers.tooOld": "You signed in there too long ago. Try again and sign in anew.",
  "providers.unknown": "You are not known here by this account yet. Ask your clinic for a one-time code and use it once to connect the two.",
  "providers.taken": "This account is connected to somebody else here already. Ask your administrator.",
  "providers.codeUnknown": "This code can’t be used. It may be too old or used already. Ask for a new one.",
  "signInEnded.title": "You have been signed out",
  "signInEnded.body":
    "Your sign-in has ended: it was too long ago, or you were signed out somewhere else. Sign in to go on where you were.",
  "signInEnded.meeting":
    "Your sign-in has ended, so you have left the meeting. Your camera and microphone are off. Sign in to come back to it.",
  "identity.vouched": "{provider}, {level}",
  "identity.level.low": "low",
  "identity.level.substantial": "substantial",
  "identity.level.high": "high",
  "identity.called": "Called {name} by your own service for names",
} as const;
