import js from "@eslint/js";
import globals from "globals";
import tseslint from "typescript-eslint";

/// Folders a folder may not import: `ui` → `app` → `call`, `auth`, `api`; `media`, `signaling`, `e2ee`
/// implement what `call` declares. Only `main.tsx` and test fixtures see both sides.
const FORBIDDEN = {
  ui: ["media", "signaling", "e2ee"],
  app: ["ui", "media", "signaling", "e2ee"],
  call: ["ui", "app", "media", "signaling", "e2ee", "auth", "api", "i18n"],
  auth: ["ui", "app", "call", "media", "signaling", "e2ee", "i18n"],
  api: ["ui", "app", "media", "signaling", "e2ee", "i18n"],
  media: ["ui", "app", "signaling", "e2ee", "auth", "api", "i18n"],
  signaling: ["ui", "app", "media", "e2ee", "i18n"],
  e2ee: ["ui", "app", "media", "signaling", "auth", "api", "i18n"],
  i18n: ["ui", "app", "call", "media", "signaling", "e2ee", "auth", "api"],
  drawings: ["ui", "app", "call", "media", "signaling", "e2ee", "auth", "api", "i18n"],
};

const boundaries = Object.entries(FORBIDDEN).map(([folder, others]) => ({
  files: [`src/${folder}/**/*.{ts,tsx}`],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: others.map((other) => ({
          regex: `^(\\.\\./)+${other}(/|$)`,
          message: `${folder} must not know ${other}.`,
        })),
      },
    ],
  },
}));

const FORBIDDEN_SYNTAX = [
  { selector: "ExportDefaultDeclaration", message: "No default exports." },
  {
    selector: "JSXAttribute[name.name=/^(dangerouslySetInnerHTML|style)$/]",
    message: "The content security policy forbids it: set a class, or a style property through a ref.",
  },
];

/// A peer connection made in any other way could send pictures and sound unencrypted. So its name stands in no
/// expression elsewhere, but to ask whether there is such a thing; nor in a string, by which it could be reached.
const FORBIDDEN_OUTSIDE_PEER = [
  {
    selector:
      ":not(UnaryExpression[operator='typeof'], TSTypeReference, TSTypeQuery, TSInterfaceHeritage) > " +
      "Identifier[name=/RTCPeerConnection$/i], Literal[value=/RTCPeerConnection$/i], " +
      "TemplateElement[value.raw=/PeerConnection$/i]",
    message: "Use newPeer() of src/media/peer.ts.",
  },
  {
    // The tracks of a stream are given to its constructor.
    selector:
      "Identifier[name=/^(addTransceiver|addTrack|addStream)$/], " +
      "Literal[value=/^(addTransceiver|addTrack|addStream)$/]",
    message: "Use addEncryptedTransceiver() of src/media/peer.ts.",
  },
];

/// One that is replaced or taken away lets frames out in the clear in some browsers.
const FORBIDDEN_OUTSIDE_TRANSFORMS = [
  {
    selector:
      "AssignmentExpression > MemberExpression.left[property.name='transform'], " +
      "MemberExpression[property.name='createEncodedStreams'], NewExpression[callee.name='RTCRtpScriptTransform']",
    message: "Only src/e2ee/transforms.ts sets transforms.",
  },
];

export default tseslint.config(
  { ignores: ["dist/", "gallery-dist/", "shots/", "e2e/oidc-provider.d.ts"] },
  js.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      globals: globals.browser,
      parserOptions: {
        project: ["./tsconfig.json", "./tsconfig.node.json", "./gstreamer/tsconfig.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/consistent-type-definitions": "off",
      "@typescript-eslint/consistent-indexed-object-style": "off",
      // It does not see that closures change variables, and finds fault with switches over unions of one.
      "@typescript-eslint/no-unnecessary-condition": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "@typescript-eslint/triple-slash-reference": "off",
      "no-restricted-syntax": [
        "error",
        ...FORBIDDEN_SYNTAX,
        ...FORBIDDEN_OUTSIDE_PEER,
        ...FORBIDDEN_OUTSIDE_TRANSFORMS,
      ],
    },
  },
  {
    files: ["src/media/peer.ts"],
    rules: { "no-restricted-syntax": ["error", ...FORBIDDEN_SYNTAX, ...FORBIDDEN_OUTSIDE_TRANSFORMS] },
  },
  {
    files: ["src/e2ee/transforms.ts"],
    rules: { "no-restricted-syntax": ["error", ...FORBIDDEN_SYNTAX, ...FORBIDDEN_OUTSIDE_PEER] },
  },
  // Fakes of the browser's own.
  {
    files: ["src/**/*.test.{ts,tsx}"],
    rules: { "no-restricted-syntax": ["error", ...FORBIDDEN_SYNTAX] },
  },
  { files: ["*.config.ts"], rules: { "no-restricted-syntax": "off" } },
  { files: ["**/*.{js,mjs}"], languageOptions: { globals: globals.node } },
  ...boundaries,
);
