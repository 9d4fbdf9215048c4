// What each number means. The words follow docs/model.md, which has the formulas.

/** @type {Record<string, [title: string, text: string]>} */
export const definitions = {
  certain: [
    "Certain",
    "Recorded incidents whose whole circle of location uncertainty lies inside the area, or whose place is exact and inside.",
  ],
  possible: [
    "Possible",
    "Recorded incidents whose place is so uncertain that they may be inside or outside: only a part of their circle lies in the area.",
  ],
  expected: [
    "Inside on average",
    "The sum over all incidents of the share of their circle that lies inside the area. A certain incident adds 1.",
  ],
  verdict: [
    "More, fewer, no clear change, too few",
    "The rates of the two windows are compared by the exact conditional binomial test. The verdict is more or fewer if chance alone would show such a difference, in either direction, in at most 5 of 100 areas without any change, or as many as the confidence level allows. With fewer than 5 incidents in both windows together there are too few to say. The verdict is fewer only if that also holds without the last 14 days before the date of the data, whose records are incomplete.",
  ],
  ratio: [
    "Ratio of the rates",
    "Recorded incidents per day in the recent window, divided by those per day in the baseline. The interval is the Clopper–Pearson interval of the conditional binomial: it covers the true ratio at least as often as the confidence level says, if incidents are independent of each other.",
  ],
  withPossible: [
    "With possible ones",
    "Where it is not known exactly which incidents are inside, the ratio has bounds: the lowest counts all possible ones in the baseline and none in the recent window, the highest the other way round. In the draws each possible incident is inside as often as its share says.",
  ],
  rate: [
    "Recorded rate and its interval",
    "Certain incidents per day of the window. The interval is the exact Poisson interval (Garwood 1936). It describes chance in what was recorded, not what nobody recorded.",
  ],
  dispersion: [
    "Weeks that vary more than chance",
    "The index of dispersion is the variance of the weekly counts of the baseline divided by their mean; independent incidents give about 1. Above 1.5 the intervals are widened by the quasi-Poisson factor, and the verdict is based on the widened interval. Both are shown.",
  ],
  usual: [
    "Usual",
    "As many recorded incidents as the recent window would have at the rate of the days before it, which are the baseline.",
  ],
  band: [
    "Band in the chart",
    "Where 95 of 100 weeks would lie if incidents continued at the rate of the baseline; wider where its weeks vary more than chance.",
  ],
  trend: [
    "Trend over the weeks",
    "Mann–Kendall test of the weekly counts, corrected for ties, with Sen's slope: the median change from one week to another, per week. The last two weeks are left out, as their records are incomplete.",
  ],
  alarm: [
    "Alarm",
    "A CUSUM adds up how much each week has above what is expected; it is tuned to detect a doubled rate. It rings when the sum reaches a threshold, set so that chance alone reaches it once in five years or more rarely. What the baseline leaves open of the rate, and how much the weeks vary, are allowed for.",
  ],
  recency: [
    "Since the last incident",
    "Days from the last certain incident to the date of the data, the median number of days between incidents in both windows, and how often a gap would be at least as long as the present one if the earlier rate still held. A quiet record is not the same as a quiet place.",
  ],
  repeat: [
    "Near repeats",
    "Knox test: pairs of incidents close to each other in space and in time, compared with what is expected if places and days had nothing to do with each other; the days are shuffled among the places many times to see how often chance gives as many pairs.",
  ],
  length: [
    "Length",
    "Along the legs of the route, each straight in longitude and latitude, measured on the ellipsoid.",
  ],
  driving: [
    "Driving",
    "The length divided by the speed of the convoy, and the stops that are set. Darkness and closed roads are not included.",
  ],
  corridor: [
    "In the corridor",
    "Recorded incidents whose recorded place lies within the corridor on either side of the route, by the geodesic distance, however uncertain that place is.",
  ],
  exposure: [
    "Exposure",
    "The intensity of recent recorded incidents along the road, per 1,000 km² and day. Each incident weighs less the older it is, and is spread over some kilometres, an uncertain one wider: by weights fitted to the record, or until they are fitted by one half-life and one width. The mean is over the length of the route.",
  ],
  worstStretch: [
    "Worst stretches",
    "The fewest segments that together hold half of the route's encounter expectation, the highest per km first, merged where they are adjacent.",
  ],
  stretchShare: [
    "Share",
    "The part of the whole route's encounter expectation that lies on these kilometres: where the recorded incidents of the last months are closest and newest, and the convoy is slowest.",
  ],
  stretchChange: [
    "Change on a stretch",
    "The recent window of the stretch against its own baseline, compared as for an area. The stretches were chosen by where recent incidents are, so some are bound to have more of them than before.",
  ],
  segmentRecorded: [
    "Recorded in the corridor",
    "Incidents certainly within the corridor whose nearest place on the route is here, and those whose place is too uncertain to say; the kinds are of the certain ones.",
  ],
  encounter: [
    "Encounter expectation",
    "The exposure along the route, times the area around the convoy, for as long as the trip lasts. It is a sum of recorded incidents, each weighed by its age and its distance from the road. It is written for a number of such trips that makes it readable: 4 in 100,000 trips is 0.00004 on one.",
  ],
  spread: [
    "Spread of the past record",
    "How far the expectation of a trip by the fixed intensity may be chance in what was recorded: the interval of Fay and Feuer (1997). It describes the past record and is no interval of what comes next. A quiet record never gives an upper limit of zero.",
  ],
  next: [
    "Expected next",
    "The least and the most recorded incidents in eight of ten cases in the 28 days after the date of the data, if incidents are recorded as they were: incidents to come weigh on places by how near and how recent the past ones are, as fitted to this record. The picture shows what would have been said at past dates, four weeks apart, with what was recorded by then, and what came; a past month is 28 days here. Where the mean of the last 12 months did no worse, that mean is shown.",
  ],
  arrival: [
    "Arrives",
    "The departure, plus the hours to this place at the speeds and with the stops above. All times are on the clock chosen for the departure. Closed roads, checkpoints and breakdowns are not included.",
  ],
  daylight: [
    "Light",
    "Whether it is day or dark on arrival. The sun rises and sets when its upper edge touches a level horizon (its middle is then 0.833° below it); it is dark from sunset to sunrise, twilight included. Computed for each place, to about a minute.",
  ],
  rings: [
    "By distance",
    "Certain incidents whose whole circle of uncertainty lies in the band, measured on the ellipsoid from the shape as drawn, before any radius.",
  ],
  kinds: [
    "Kinds",
    "The provider's own codes, mapped to a few kinds by one published table for each provider.",
  ],
  nearest: [
    "Nearest",
    "The ten recorded points nearest to the shape as drawn, on the ellipsoid, in the time range shown. At equal distances the newest comes first.",
  ],
  shrunk: [
    "Shrunk rate",
    "The area's own rate drawn towards the mean of all areas compared, more strongly the less is recorded in it: a Gamma–Poisson estimate with a prior fitted to the areas (Marshall 1991).",
  ],
  rank: [
    "Rank",
    "The places the area may have among all compared, at the confidence level. Where two ranges overlap, the difference may be chance.",
  ],
  q: [
    "q-value",
    "Of the areas, stretches or pairs of routes that differ with a q-value up to 0.05, at most 5 in 100 are expected to do so by chance alone (Benjamini–Hochberg).",
  ],
  corridorStatus: [
    "Corridor status",
    "What is certainly recorded in the corridor over time, compared as for an area. Silence is a gap in the record; it does not say that a road is open.",
  ],
  activeWeeks: [
    "Active weeks",
    "Weeks of both windows with at least one incident that is certainly in the corridor.",
  ],
  laplace: [
    "Laplace trend",
    "Whether the days of the incidents lie late or early in both windows together (Laplace's test, Cox and Lewis 1966): z above 0 says that they crowd towards the end. Records of the last days are incomplete, which lowers it.",
  ],
  blockades: [
    "Blockades and checkpoints",
    "Recorded blockades, checkpoints and extortion certainly in the corridor. Some providers do not record them at all; then nothing can be said about them.",
  ],
  spells: [
    "Staying power",
    "A spell is a run of weeks with a recorded blockade, checkpoint or extortion in the corridor, broken by three weeks without. How long spells lasted that are over says what was recorded, not how long this one will last.",
  ],
  shrunkRatio: [
    "Drawn towards 1",
    "A place is looked at because its ratio is high, and the highest of many ratios is partly chance. This ratio is drawn towards 1, the more so the less was recorded and the more the months before differed (Gamma–Poisson).",
  ],
  sharedRoad: [
    "Shared road",
    "The parts of a route along which another route is no farther away than the stated distance. What is recorded there counts for both.",
  ],
  dominated: [
    "Dominated",
    "A route is dominated by another of the same trip that takes no more time and expects no more encounters, and less of at least one of them; clearly so if the difference in encounters is clear.",
  ],
  pairedDifference: [
    "Paired difference",
    "The encounter expectation of one route less that of the other. Interval and p come from a bootstrap that counts each incident equally often for both, so what they share cancels out.",
  ],
  independent: [
    "Independent routes",
    "The largest set of routes that share no road except near their ends: what closes one does not close another. Certainly: those whose whole interval lies below the number.",
  ],
  ownZone: [
    "Own zone: closed, no-go, restricted",
    "A drawn shape that you mark. Ways use no road that touches what is closed or no-go, and pass through what is restricted only where there is no other way. A zone is in force up to its last day, by the date of today, and without a last day until you change it.",
  ],
  musterPoint: [
    "Muster point, haven",
    "A muster point is a site where people gather; havens, airstrips and medical sites are those where they may go from there. You say which is which: nothing here judges a place.",
  ],
  independentWays: [
    "Independent ways",
    "Ways that share no road farther than 5 km from their ends; roads that run alike within 0.5 km of each other are one. At least so many were found, and at most 8 are counted.",
  ],
  turnBack: [
    "Turn-back point",
    "The place on a route from where the fastest way back to its start takes as long as the fastest way on to its end: by the roads that are loaded, around what is closed or no-go, and without stops.",
  ],
  cluster: [
    "Cluster",
    "Incidents in a circle around a recorded place in the last days, at most 28: more than are expected if places and days had nothing to do with each other. p says how often a group as unusual comes of days that are dealt out anew; to a daily look, chance alone shows as much about once in 1/p days. The groups of the map are something else: incidents that are drawn together.",
  ],
};
