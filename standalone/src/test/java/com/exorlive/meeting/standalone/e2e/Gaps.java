package com.exorlive.meeting.standalone.e2e;

/// The longest time without a new picture on the other's place in the page, and without sound, at
/// one page. A picture counts when it is shown, where it is seen; what was shown while the page had
/// no time to be asked is counted afterwards.
final class Gaps {
    private static final String WATCH =
            """
            const gaps = { picture: 0, sound: 0 };
            let shownAt = performance.now();
            const known = new WeakSet();
            const isSeen = (video) =>
              video.isConnected && !video.hidden && getComputedStyle(video).opacity !== '0';
            const watch = (video) => {
              known.add(video);
              let before = null;
              const onPicture = (_, picture) => {
                if (isSeen(video)) {
                  // Pictures that came and went between two looks were shown as well.
                  const count = before === null ? 1 : picture.presentedFrames - before;
                  const gap = (picture.presentationTime - shownAt) / Math.max(1, count);
                  gaps.picture = Math.max(gaps.picture, gap);
                  shownAt = Math.max(shownAt, picture.presentationTime);
                }
                before = picture.presentedFrames;
                video.requestVideoFrameCallback(onPicture);
              };
              video.requestVideoFrameCallback(onPicture);
            };
            const lookForPictures = () => {
              for (const video of document.querySelectorAll('.tile--main video')) {
                if (!known.has(video)) watch(video);
              }
            };

            // Fifty packets a second come by each peer connection that carries sound. The one that
            // carried it best since the last look says how much was missing.
            const PACKET_MS = 20;
            const flows = new Map();
            let heardAt = performance.now();
            const lookForSound = async () => {
              let most = 0;
              for (const [index, peer] of window.__peers.entries()) {
                if (peer.connectionState === 'closed') continue;
                for (const it of (await peer.getStats()).values()) {
                  if (it.type !== 'inbound-rtp' || it.kind !== 'audio' || it.mid !== '0') continue;
                  const name = index + ' ' + it.ssrc;
                  most = Math.max(most, (it.packetsReceived ?? 0) - (flows.get(name) ?? 0));
                  flows.set(name, it.packetsReceived ?? 0);
                }
              }
              const now = performance.now();
              if (most > 0) {
                gaps.sound = Math.max(gaps.sound, now - heardAt - (most - 1) * PACKET_MS);
                heardAt = now;
              }
            };
            const again = async () => {
              lookForPictures();
              await lookForSound().catch(() => undefined);
              setTimeout(again, 20);
            };
            again().then(() => {
              gaps.picture = gaps.sound = 0;
            });
            window.__gaps = {
              forget: () => { gaps.picture = gaps.sound = 0; },
              // One that has not ended counts as well.
              picture: () => Math.round(Math.max(gaps.picture, performance.now() - shownAt)),
              sound: () => Math.round(Math.max(gaps.sound, performance.now() - heardAt)),
            };
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
        browser.run("window.__gaps.forget();");
    }

    long pictureMillis() {
        return browser.number("return window.__gaps.picture();");
    }

    long soundMillis() {
        return browser.number("return window.__gaps.sound();");
    }
}
