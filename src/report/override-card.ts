import type { Button, Card, CardLine } from '../model/card.ts';
import { savedText } from '../model/member.ts';
import type { Override, OverrideMember, OverrideSaved } from '../model/override.ts';
import { say } from '../text/say.ts';
import { told } from '../text/told.ts';
import { timeText } from './lock-text.ts';
import { placeText } from './place.ts';
import { plain } from './plain.ts';
import { durationText } from './time.ts';
import { namesText, overrideText, overrideTone } from './wording.ts';

/** An override as it stands, and what its members get back, as far as they are held. */
export interface OverrideView {
  readonly override: Override;
  readonly held?: readonly OverrideSaved[];
  readonly now: Date;
  /** Those that were asked for together with it: they share its card until they are confirmed. */
  readonly beside?: readonly Override[];
}

/** The override's own message: what goes out of where, who wants it, why, until when, and what one can do about it. */
export function overrideCard(view: OverrideView): Card {
  const { override } = view;
  const { id, cluster, state, note } = override;
  const shared = sharedBy(view);
  const buttons = overrideButtons(override);
  const names = namesText([override, ...shared].map((each) => each.host));
  return {
    title: say`${id} ${names} of ${cluster} · ${overrideText(state)}`,
    tone: overrideTone[state],
    fields: fieldsOf(view),
    lines: [
      ...override.members.map((member) => memberLine(view, member)),
      ...shared.flatMap((each) => sharedLines(view, each)),
      ...(note === undefined ? [] : [{ text: plain(told(note)), tone: overrideTone[state] }]),
    ],
    ...(buttons.length > 0 && { buttons }),
  };
}

/** Before it is confirmed, and where it never was. */
const sharedBy = ({ override, beside = [] }: OverrideView): readonly Override[] =>
  override.state === 'awaiting-approval' || (override.state === 'dropped' && !override.approver)
    ? beside
    : [];

const sharedLines = (view: OverrideView, override: Override): readonly CardLine[] =>
  override.members.map((member) => ({
    ...memberLine({ ...view, override }, member),
    label: `${plain(override.host, 80)} ${placeText(member, override.host)}`,
  }));

function fieldsOf({ override, now }: OverrideView): NonNullable<Card['fields']> {
  const { requester, approver, reason, outAt, endedAt } = override;
  const confirmed = approver !== undefined && approver !== requester;
  return [
    { name: say`why`, value: plain(reason) },
    { name: say`by`, value: plain(requester, 80) },
    ...(confirmed ? [{ name: say`confirmed by`, value: plain(approver, 80) }] : []),
    { name: say`until`, value: untilText(override, now) },
    ...(outAt ? [{ name: say`out since`, value: timeText(outAt, now) }] : []),
    ...(endedAt && outAt
      ? [{ name: say`was out`, value: durationText(endedAt.getTime() - outAt.getTime()) }]
      : []),
  ];
}

/** `14:35`, `30 min from when it is out`, or what else ends it. */
export function untilText({ until, forMs }: Pick<Override, 'until' | 'forMs'>, now: Date): string {
  if (until) return timeText(until, now);
  return forMs === undefined ? say`somebody enables it` : say`${durationText(forMs)} from when it is out`;
}

function memberLine({ override, held = [] }: OverrideView, member: OverrideMember): CardLine {
  const { pool, member: name, now: before, leaves } = member;
  const saved = held.find((each) => each.pool === pool && each.member === name)?.saved;
  const label = placeText(member, override.host);
  if (saved) return { label, text: say`${savedText(saved)} kept` };
  const leftText =
    override.state === 'awaiting-approval' && leaves
      ? say`; leaves ${leaves.inService} of ${leaves.members} in service (at least ${leaves.minInService} wanted)`
      : '';
  return { label, text: `${before ? savedText(before) : say`its member`}${leftText}` };
}

/** `web-03 is out of lb1/web (weight 10 kept) until 14:35`. */
export function outText({ override, held = [], now }: OverrideView): string {
  const { host, until, cluster } = override;
  const pools = override.members.map(({ pool, member }) => {
    const saved = held.find((each) => each.pool === pool && each.member === member)?.saved;
    const place = placeText({ pool, member }, host);
    return saved ? say`${place} (weight ${saved.weight} kept)` : place;
  });
  const [first = '', ...others] = pools;
  const where = others.reduce((some, pool) => say`${some} and ${pool}`, first);
  const what = plain(host, 80);
  return until
    ? say`${what} is out of ${where} until ${timeText(until, now)}`
    : say`${what} is out of ${where} until \`enable ${cluster} ${host}\``;
}

/** What a person may do about it now. */
export function overrideButtons({ id, cluster, host, state }: Override): readonly Button[] {
  const extend: Button = { label: say`Extend 30m`, command: `extend ${id} 30m` };
  const enable = (label: string): Button => ({
    label,
    command: `enable ${cluster} ${host}`,
    style: 'primary',
  });
  const anyway: Button = {
    label: say`Enable anyway`,
    command: `enable ${cluster} ${host} --unverified`,
    style: 'danger',
    confirm: say`Give ${host} back to its pools without verifying it?`,
  };
  switch (state) {
    case 'awaiting-approval':
      return [
        { label: say`Take it out`, command: `approve ${id}`, style: 'danger' },
        { label: say`Leave it`, command: `reject ${id}` },
      ];
    case 'taking-out':
      return [enable(say`Enable now`)];
    case 'out':
      return [extend, enable(say`Enable now`)];
    case 'returning':
      return [extend, anyway];
    case 'asking':
      return [enable(say`Try again`), extend, anyway];
    default:
      return [];
  }
}
