import { browsers, infra, java, load, network } from "./ways.mjs";

/// The faults to survive, R-01 to R-32: what is promised, what people see, and what shows it. What is promised and not
/// shown by anything stands in `untried`, plainly.

/**
 * @typedef {object} Row
 * @property {string} id
 * @property {string} fault
 * @property {string} promised with its bound
 * @property {string} people what people see
 * @property {readonly import("./ways.mjs").Way[]} shows
 * @property {string} [untried]
 */

/** Rounds in one meeting that bring new pages, or another node: each pairs anew, and a page takes part in ten within ten minutes
 * (docs/e2ee.md). */
const MOST_PAIRINGS = 9;
/** Of a run that does little but wait: five fit beside a call of two browsers. */
const WAITS = 0.3;
const schedules = java("signaling", "nodes.FaultSchedulesTest", { properties: "-Dnodes.schedules=20", rounds: "nodes.schedules", seconds: 25, start: 15, weight: WAITS });
/** That fault alone. @param {string} fault @param {number} seconds */
const fault = (fault, seconds) => java("signaling", "nodes.FaultSchedulesTest", { properties: `-Dnodes.fault=${fault} -Dnodes.schedules=20`, rounds: "nodes.schedules", seconds, start: 15, weight: WAITS });
const severalNodes = java("signaling", "nodes.SeveralNodesTest", { seconds: 25, weight: 0.5 });
const severalProducts = java("standalone", "e2e.SeveralNodesStoryTest", { rounds: "nodes.rounds", most: Math.floor(MOST_PAIRINGS / 4), seconds: 60, start: 40, weight: 1.5 });
const mediaMoves = java("signaling", "R09MediaMovesTest", { seconds: 10, weight: 0.5 });
const mediaServers = browsers("media.test.mjs", "R-10: ", { seconds: 15, start: 45 });
/** @param {string} test @param {Parameters<typeof java>[2]} options */
const underFaults = (test, options) => java("load-tests", `nodes.TwoNodesUnderFaultsTest#${test}`, { ...options, rounds: "nodes.rounds", start: 60 });
const rolling = underFaults("r03NoCallIsLostWhileBothNodesAreRestartedOneAfterTheOther", { properties: "-Drolling.calls=50", seconds: 45, weight: 3, inTest: "with 3 calls" });
const thirdPerson = underFaults("r15AThirdPersonNeverGetsInWhateverHappensToTheNodesAndToRedis", { properties: "-Dthird.tries=1000", seconds: 25, weight: 1.5, inTest: "with 60 tries" });

/** @type {readonly Row[]} */
export const ROWS = [
  {
    id: "R-01",
    fault: "A node is killed during a call; the media server lives on",
    promised: "Media goes on (gap ≤ 200 ms); both resumed ≤ 2 s at another node; no chat twice or lost",
    people: "Nothing, or a short freeze; a word only if it takes longer than 3 s",
    shows: [severalNodes, java("standalone", "e2e.R01MediaGoesOnTest", { properties: "-Dnodes.kills=20", rounds: "nodes.kills", most: MOST_PAIRINGS, seconds: 25, start: 40, weight: 1.5 })],
    untried: "Firefox, Janus and Kurento as the media server that lives on: it is a remote one of ours, and both browsers are Chromium.",
  },
  {
    id: "R-02",
    fault: "The same, and the media server was in that process",
    promised: "Both in a call made anew ≤ 5 s; the same identities and code",
    people: "“Connecting” for some seconds; the lock stays",
    shows: [severalProducts],
  },
  {
    id: "R-03",
    fault: "A node is told to stop (SIGTERM), for a new release",
    promised: "No call lost; ≤ 20 come back a second",
    people: "Nothing, or “Connecting” once when drain-max is over",
    shows: [severalProducts, rolling],
  },
  {
    id: "R-04",
    fault: "A node hangs 3, 10, 15, 30 s and wakes up (SIGSTOP)",
    promised: "3 s: a delay and no more; longer: another node takes over ≤ 8 s, the one that wakes up decides nothing",
    people: "“Connecting”, then all as before",
    shows: [
      java("standalone", "e2e.R04HangTest", { properties: "-Dnodes.hangs=20", rounds: "nodes.hangs", most: MOST_PAIRINGS, seconds: 40, start: 40, weight: 1.5 }),
      ...[fault("NODE_STOPPED_3_S", 12), fault("NODE_STOPPED_15_S", 24), fault("NODE_STOPPED_30_S", 40)],
    ],
    untried: "A media server of its own: media goes on then, and a page that sends nothing notices after 12 s.",
  },
  {
    id: "R-05",
    fault: "Redis is away, and comes back with its data",
    promised: "Running calls untouched; nobody new meanwhile; new ones ≤ 2 s after its return; /livez never fails",
    people: "In a call nothing; who joins waits at “try again”",
    shows: [severalNodes, fault("REDIS_RESTARTED", 8), fault("REDIS_STOPPED", 10), infra("redis.test.mjs", "", { seconds: 5 })],
    untried: "Away for 5 minutes.",
  },
  {
    id: "R-06",
    fault: "Redis comes back empty",
    promised: "No ended id usable, no third person; running calls written down anew ≤ 30 s",
    people: "In a call nothing; invitations from before must be made anew",
    shows: [fault("REDIS_EMPTIED", 10), java("signaling", "redis.RedisRoomRegistryTest#anIdThatIsOlderThanWhatRedisRemembersIsNotTaken", { seconds: 1 })],
  },
  {
    id: "R-07",
    fault: "Redis fails over and loses the last writes",
    promised: "At most two people, no ended meeting again, no owner of old",
    people: "In a call nothing; who joins meanwhile waits at “try again”",
    shows: [
      java("signaling", "redis.RegistryModelTest", { seconds: 8 }),
      java("signaling", "redis.RedisFailoverTest", { properties: "-Dredis.long=true", seconds: 50, weight: WAITS, inTest: "but for one of its tests" }),
      java("signaling", "nodes.R07LostWritesTest", { properties: "-Dredis.long=true", seconds: 60 }),
      java("signaling", "nodes.R07ClusterFailoverTest", { properties: "-Dredis.long=true", seconds: 60, weight: 0.5 }),
    ],
  },
  {
    id: "R-08",
    fault: "A node can't reach Redis, or the other node",
    promised: "Calls go on; it lets nobody in; one owner ≤ 6 s after healing",
    people: "In a call nothing; who joins is let in by the node that can, or waits at “try again”",
    shows: [fault("NODE_CUT_FROM_REDIS", 18), java("signaling", "redis.RedisRoomRegistryTest#aNodeThatCouldNotRenewItsLeaseDecidesNothing", { seconds: 3 }), java("signaling", "nodes.PartitionTest", { properties: "-Dnodes.partition=true", seconds: 45, weight: WAITS })],
  },
  {
    id: "R-09",
    fault: "The media server dies",
    promised: "Noticed ≤ 1 s, media back ≤ 3 s later at another, or after it is there again; nobody does anything",
    people: "The picture freezes, “Connecting”, picture and sound again",
    shows: [mediaMoves, mediaServers, browsers("janus.test.mjs", "R-09: ", { seconds: 4, start: 60 }), java("signaling", "MeetingStoryTest#losingTheMediaServerRebuildsTheCallAndEndsNothing", { seconds: 1 })],
  },
  {
    id: "R-10",
    fault: "The media server hangs",
    promised: "Noticed ≤ 3 s, media back elsewhere ≤ 6 s",
    people: "As above",
    shows: [mediaMoves, mediaServers],
  },
  {
    id: "R-11",
    fault: "The network changes (another Wi-Fi, mobile)",
    promised: "No sound or picture for ≤ 3 s; signalling back ≤ 2 s after the link",
    people: "A short freeze",
    shows: ["another network, at once", "another network, after 2 s without any", "NAT rebinding"].map((it) => network(it, "chromium-bad", 15)),
  },
  {
    id: "R-12",
    fault: "The link is dead for 5, 20, 55, 70 s",
    promised: "Up to 55 s: the other is told ≤ 5 s, all is back ≤ 2 s after the link; 70 s: back within 10 s",
    people: "“Reconnecting” on both sides",
    shows: [5, 20, 55, 70].map((it) => network(`link dead for ${it} s`, "chromium-bad", 10 + it)),
  },
  {
    id: "R-13",
    fault: "One reloads the page, or the browser crashes",
    promised: "Back ≤ 4 s (here ≤ 6 s at 10 % loss); never “full”; the other is told",
    people: "The other reads “reconnecting”, then all as before",
    shows: [network("reload at 10 % loss", "chromium-bad", 20, MOST_PAIRINGS)],
  },
  {
    id: "R-14",
    fault: "The same person comes with a second device",
    promised: "It takes over, the first is told once; no loop",
    people: "The first device says that the meeting goes on elsewhere",
    shows: [network("a second device takes over at 10 % loss", "chromium-bad", 20, MOST_PAIRINGS), java("signaling", "MeetingStoryTest#aSecondPageOfOneselfTakesTheSeatAndTheOlderOneIsTold", { seconds: 1 })],
  },
  {
    id: "R-15",
    fault: "A third person with a valid token tries, also during faults",
    promised: "Never in, told nothing",
    people: "The third reads that the meeting is not open; the two notice nothing",
    shows: [thirdPerson, schedules],
  },
  {
    id: "R-16",
    fault: "5, 10, 20 % of packets are lost, at random and in bursts",
    promised: "Sound made up ≤ 5 % up to 10 % loss at random; ≥ 10 pictures a second; the call stays",
    people: "Coarser picture; speech stays clear",
    shows: [5, 10, 20].flatMap((it) => ["at random", "in bursts"].map((how) => network(`loss of ${it} % each way, ${how}`, "chromium", 22)))
      .concat(network("loss of 10 % each way, at random, 100 ms later each way, ± 25 ms", "chromium", 22)),
    untried: "5 minutes of it, and more than 25 ms of jitter.",
  },
  {
    id: "R-17",
    fault: "The line gives 300, 100 kbit/s",
    promised: "The call stays, sound first; 15 pictures a second again ≤ 10 s after",
    people: "Small picture, or the camera pauses; speech stays",
    // A camera that has to pause twice within a minute stays away longer (docs/adaptation.md): a call for each round.
    shows: [network("300 kbit/s each way for 30 s", "chromium", 60), network("100 kbit/s each way for 30 s", "chromium", 45, 1)],
  },
  {
    id: "R-18",
    fault: "A clock is wrong, or set during a call",
    promised: "30 s are borne; more is a clear error at the join; running calls untouched",
    people: "Who can't join reads that the sign-in is not valid",
    shows: [
      java("signaling", "token.S01AccessTokensTest#clocksMayDifferByThirtySeconds", { seconds: 1 }),
      java("signaling", "nodes.R18ClockSetTest", { seconds: 25, weight: WAITS }),
    ],
    untried: "A device whose clock is wrong, in a browser: a page goes by its issuer's time (a unit test, `issuerKeys.test.ts`).",
  },
  {
    id: "R-19",
    fault: "The identity provider is away, or changes its keys",
    promised: "Calls untouched; known keys hold for a day; a new key is found at its first use",
    people: "Nothing",
    shows: [java("signaling", "token.S09IssuerKeysTest", { seconds: 3 })],
  },
  {
    id: "R-20",
    fault: "The disk of the database and audit log is full",
    promised: "Running calls go on; changes and new meetings get “try again”; all is well when there is room",
    people: "In a call nothing; who saves reads that it is to be tried again",
    shows: [java("core", "meeting.S73FullDiskTest", { seconds: 8 }), java("core", "meeting.S73AuditUnavailableTest", { seconds: 4 })],
  },
  {
    id: "R-21",
    fault: "File descriptors run out",
    promised: "No crash; well again without a restart",
    people: "Who comes meanwhile waits or reads that there is no answer",
    shows: [java("standalone", "R21FewFilesTest", { seconds: 8 })],
    untried: "Full log and temporary disks; a limit of threads.",
  },
  {
    id: "R-22",
    fault: "The heap is full",
    promised: "The process ends ≤ 1 s after, and is started anew; another node takes over",
    people: "As when a node is killed",
    shows: [java("signaling", "nodes.SeveralNodesTest#r22ANodeWhoseHeapIsFullEndsAtOnceAndBothGoOnAtTheOtherNode", { seconds: 25 })],
    untried: "The media server in the same process; the kill of a whole product is under R-02.",
  },
  {
    id: "R-23",
    fault: "10,000 idle sockets",
    promised: "Answer to a ping p99 < 250 ms; no socket lost; at most 1 GB of memory",
    people: "Nothing",
    shows: [load("idle", { seconds: 10, start: 200, rounds: 20 }, { "R-23 ping-p99-ms": ["ping.p99.*", 1, "max 250"], "R-23 sockets-lost": ["failures", 1, "max 0"], "R-23 resident-mb": ["server.rss", 1e-6, "max 1000"] })],
  },
  {
    id: "R-24",
    fault: "All sockets are cut at once",
    promised: "5,000 back ≤ 15 s; the server calm again ≤ 20 s; no seat lost",
    people: "“Reconnecting” for some seconds",
    shows: [
      load("cut", { seconds: 12, start: 120, rounds: 20 }, {
        "R-24 all-back-ms": ["back.max.*", 1, "max 15000"],
        "R-24 calm-after-s": ["calm_after_s.*", 1, "max 20"],
        "R-24 seats-lost": ["lost.*", 1, "max 0"],
      }),
    ],
    untried: "Pages that play the storm and the server share the processors.",
  },
  {
    id: "R-25",
    fault: "One page reads too slowly",
    promised: "Only it is closed, ≤ 15 s; it comes back to its seat",
    people: "The two of that meeting: “reconnecting”; others nothing",
    shows: [java("signaling", "SocketLimitsTest#aPageThatReadsTooSlowlyIsClosedAndItsSeatKept", { seconds: 4 }), java("signaling", "NeighbourTest#twoPeopleSpeakWithoutDelayWhileAnotherFloods", { seconds: 8, weight: 3 })],
    untried: "100 calls beside it.",
  },
  {
    id: "R-26",
    fault: "Nonsense arrives beside a call",
    promised: "The call does not notice; no leak; no thread dies",
    people: "Nothing",
    shows: [java("sfu-control", "FuzzBesideACallTest", { seconds: 12, weight: 3 }), java("signaling", "protocol.MessageReaderFuzzTest", { seconds: 3 })],
    untried: "A million inputs (`-Dfuzz.inputs=1000000`) twenty times: a run has 60,000 datagrams and 100,000 messages.",
  },
  {
    id: "R-27",
    fault: "A connection is dead without a word",
    promised: "The server frees it ≤ 15 s; the page notices ≤ 12 s",
    people: "“Reconnecting”",
    shows: [java("signaling", "SocketLimitsTest#aPageThatSaysNothingIsPingedAndThenGivenUp", { seconds: 1 }), java("signaling", "connection.HeartbeatTest", { seconds: 1 })],
    untried: "The server's time in seconds: the test runs it at a fortieth. The page's is under R-12.",
  },
  {
    id: "R-28",
    fault: "Two faults at once, at random moments",
    promised: "Together again, or over for both; the third never in; invariants of what all nodes decided",
    people: "As for each",
    shows: [schedules],
    untried: "Faults of browsers and networks paired with those of nodes. `-Dnodes.schedules=200` is a night.",
  },
  {
    id: "R-29",
    fault: "Two versions at once, during an upgrade",
    promised: "Join, call, resume and end work between a release and the one before",
    people: "Nothing",
    shows: [
      java("signaling", "redis.RegistryModelTest#theScriptsOfTheReleaseBeforeDoWhatTheModelDoesBesideThoseOfThisOne", { seconds: 5 }),
      java("signaling", "redis.RedisRoomRegistryTest#aNodeOfAVersionThatCantBeBesideAnotherStaysOutsideUntilThatOneIsGone", { seconds: 5 }),
    ],
    untried: "`load-tests/two-versions REVISION` builds an older revision and upgrades two nodes during a call of two browsers, rolls one back and upgrades it again, with a new meeting in each state: run by hand, in order with a build of sixty commits before.",
  },
  {
    id: "R-30",
    fault: "Half an hour of 30-second calls",
    promised: "No failed set-up; heap, threads, descriptors, rooms flat (below 10 %); nothing left",
    people: "Nothing",
    shows: [
      load("soak", { seconds: 420, start: 0, rounds: 1, enough: 1 }, {
        "R-30 failed": ["failures", 1, "max 0"],
        ...Object.fromEntries(["heap", "threads", "descriptors", "rooms"].map((it) => [`R-30 ${it}-growth-percent`, [`growth.${it}`, 100, "max 10"]])),
        "R-30 rooms-left": ["left.rooms", 1, "max 0"],
      }),
    ],
    untried: "A run here is of 4 minutes; half an hour was run once (docs/performance.md, “Soak”). Redis keys and TURN allocations.",
  },
  {
    id: "R-31",
    fault: "The meeting is ended, also while core is away",
    promised: "Both told ≤ 1 s; the id is dead at every node, for ever",
    people: "Both read who ended it",
    shows: [severalNodes, java("signaling", "MeetingStoryTest#anEndedMeetingStaysDeadWhenCoreWasAwayAndTheNodeRestarts", { seconds: 1 }), java("core", "meeting.VM13AfterTheEndTest", { seconds: 4 })],
  },
  {
    id: "R-32",
    fault: "Everything is killed, and started again",
    promised: "Ready ≤ 5 s; no ended meeting usable; the audit log verifies",
    people: "“Reconnecting”; then all as before",
    shows: [java("standalone", "R32KilledTest", { seconds: 12, weight: 3 })],
  },
];
