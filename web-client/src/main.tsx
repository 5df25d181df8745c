import { render } from "preact";

const root = document.getElementById("app");
if (root) {
  render(<p>ExorLive Video Meeting</p>, root);
}
