package com.exorlive.meeting.standalone.e2e;

/// The longest time without a new picture and without sound at one page, by whichever peer
/// connection they came, looked at fifty times a second.
final class Gaps {
    /// What a peer connection that was closed had received stays in the sums.
    private static final String WATCH =
            """
            const flows = new Map();
            const sums = () => {
              const all = { picture: 0, sound: 0 };
              for (const flow of flows.values()) {
                all.picture += flow.picture; all.sound += flow.sound;
              }
              return all;
            };
            const gaps = { picture: 0, sound: 0 };
            const last = { picture: [0, performance.now()], sound: [0, performance.now()] };
            const look = async () => {
              for (const [index, peer] of window.__peers.entries()) {
                if (peer.connectionState === 'closed') continue;
                for (const it of (await peer.getStats()).values()) {
                  if (it.type !== 'inbound-rtp' || (it.mid !== '0' && it.mid !== '1')) continue;
                  const isVideo = it.kind === 'video';
                  flows.set(index + ' ' + it.ssrc, {
                    picture: isVideo ? it.framesDecoded ?? 0 : 0,
                    sound: isVideo ? 0 : it.packetsReceived ?? 0,
                  });
                }
              }
              const now = performance.now();
              const all = sums();
              for (const what of ['picture', 'sound']) {
                gaps[what] = Math.max(gaps[what], now - last[what][1]);
                if (all[what] > last[what][0]) last[what] = [all[what], now];
              }
            };
            const again = () => look().catch(() => undefined).finally(() => setTimeout(again, 20));
            look().then(() => {
              const now = performance.now();
              last.picture[1] = last.sound[1] = now;
              gaps.picture = gaps.sound = 0;
              again();
            });
            window.__gaps = gaps;
            """;

    private final Browser browser;

    private Gaps(Browser browser) {
        this.browser = browser;
    }

    /// Watches a page from now on; once for each page.
    static Gaps at(Participant participant) {
        participant.browser().run(WATCH);
        return new Gaps(participant.browser());
    }

    /// From now on.
    void forget() {
        browser.run("window.__gaps.picture = window.__gaps.sound = 0;");
    }

    long pictureMillis() {
        return browser.number("return Math.round(window.__gaps.picture);");
    }

    long soundMillis() {
        return browser.number("return Math.round(window.__gaps.sound);");
    }
}
