export { type Agreement, AgreementError, type Group, type Hello, type IsTrusted } from "./agreement";
export { createAgreement } from "./mls";
export { createSigner, type Signer } from "./signer";
