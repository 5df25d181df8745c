/// The mark: two ends, one line. A placeholder, not a logo.
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 36 20" fill="none" aria-hidden="true" focusable="false">
      <path d="M14 10H22" stroke="currentColor" stroke-width="3" stroke-linecap="round" />
      <circle cx="8" cy="10" r="6" fill="currentColor" />
      <circle cx="28" cy="10" r="5" class="mark__other" stroke-width="3.5" />
    </svg>
  );
}

/// The picture beside the sign-in form: a landscape, two people and the line between them.
export function Landscape() {
  return (
    <svg viewBox="0 0 720 900" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">
      <defs>
        <linearGradient id="landscape-sky" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stop-color="#0E6079" />
          <stop offset="1" stop-color="#0A3F52" />
        </linearGradient>
      </defs>
      <rect width="720" height="900" fill="url(#landscape-sky)" />
      <circle cx="560" cy="190" r="90" fill="#F3C79E" opacity=".9" />
      <path d="M250 900C330 420 450 250 540 262S700 420 860 900z" fill="#2A8198" />
      <path d="M-160 900C-40 520 90 372 190 384S420 560 560 900z" fill="#1F7189" />
      <path d="M180 900C330 600 520 470 640 500s180 160 260 400z" fill="#176379" />
      <path d="M-200 900C0 640 180 560 330 584s330 140 520 316z" fill="#115469" />
      <path d="M0 752h720v148H0z" fill="#0A3F52" />
      <g stroke="#2E8299" stroke-width="3" stroke-linecap="round" opacity=".7">
        <path d="M90 780h120M300 800h180M540 776h100M160 840h90M420 850h150" />
      </g>
      <g fill="none" stroke="#F6F5F1" stroke-width="6" stroke-linecap="round">
        <path d="M196 640H524" />
      </g>
      <circle cx="136" cy="640" r="56" fill="#F6F5F1" />
      <circle cx="584" cy="640" r="56" fill="#F6F5F1" />
      <path d="M104 676c0-28 14-40 32-40s32 12 32 40z" fill="#0B5C76" />
      <circle cx="136" cy="618" r="18" fill="#C98F6C" />
      <path d="M552 676c0-28 14-40 32-40s32 12 32 40z" fill="#C4703A" />
      <circle cx="584" cy="618" r="18" fill="#DBA681" />
    </svg>
  );
}
