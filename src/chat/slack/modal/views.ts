import type { types } from '@slack/bolt';
import type { Card } from '../../../model/card.ts';
import { language } from '../../../text/language.ts';
import { say } from '../../../text/say.ts';
import { renderBlocks } from '../render/blocks.ts';
import { piece, plainText, richText, section } from '../render/elements.ts';
import { clusterChoice, deployForm, deployPreview, inputs } from './names.ts';
import { menuOf, mostNames, option, textInput } from './parts.ts';

/** What the form is made of. */
export interface DeployState {
  /** The channel in which it was asked for: what comes of it is told there. */
  readonly channel: string;
  /** Those that the person may see. */
  readonly clusters: readonly string[];
  /** The chosen one, and what was rolled over it lately. */
  readonly cluster?: string;
  readonly releases: readonly string[];
}

const title = () => plainText(say`Deploy`, 24);
const cancel = () => plainText(say`Cancel`, 24);

/** The form: which release on which cluster, and how. */
export function deployView(state: DeployState): types.ModalView {
  return {
    type: 'modal',
    callback_id: deployForm,
    private_metadata: JSON.stringify({
      channel: state.channel,
      ...(language() !== 'en' && { language: language() }),
    }),
    title: title(),
    submit: plainText(say`Show the plan`, 24),
    close: cancel(),
    blocks: [clusterInput(state), ...recentInput(state), ...textInputs(state)],
  };
}

function clusterInput({ clusters, cluster }: DeployState): types.InputBlock {
  const offered = clusters.length > 100 ? [...clusters].sort().slice(0, mostNames) : clusters;
  const left = clusters.length - offered.length;
  return {
    type: 'input',
    block_id: inputs.cluster,
    dispatch_action: true,
    label: plainText(say`Cluster`, 2_000),
    ...(left > 0 && {
      hint: plainText(say`and ${left} more, by command: /rollout deploy CLUSTER RELEASE`, 2_000),
    }),
    element: {
      type: 'static_select',
      action_id: clusterChoice,
      placeholder: plainText(say`Choose a cluster`, 150),
      ...menuOf(offered),
      ...(cluster !== undefined && offered.includes(cluster) && { initial_option: option(cluster) }),
    },
  };
}

function recentInput({ cluster, releases }: DeployState): types.InputBlock[] {
  const fitting = releases
    .filter((release) => release !== '' && release.length <= 75 && release.trim() === release)
    .slice(0, 100);
  if (cluster === undefined || fitting.length === 0) return [];
  return [
    {
      type: 'input',
      block_id: `${inputs.recent}${cluster}`,
      optional: true,
      label: plainText(say`Recent releases of ${cluster}`, 2_000),
      element: {
        type: 'static_select',
        action_id: 'recent',
        placeholder: plainText(say`Choose a release`, 150),
        options: fitting.map(option),
      },
    },
  ];
}

function textInputs({ releases }: DeployState): types.InputBlock[] {
  const other = releases.length > 0;
  return [
    textInput(inputs.release, other ? say`Or another release` : say`Release`, {
      hint: other
        ? say`What is typed here counts, also if a recent one is chosen.`
        : say`As the deploy command knows it, like v1.42.`,
      most: 200,
    }),
    textInput(inputs.batch, say`Batch`, {
      hint: say`Hosts done at once: a number, or a share like 25%.`,
      placeholder: say`as in the config`,
      most: 20,
    }),
    textInput(inputs.canary, say`Canary`, {
      hint: say`Hosts done first, before a person says to go on: a number, or a share.`,
      placeholder: say`as in the config`,
      most: 20,
    }),
  ];
}

/** What is shown while the load balancers are being asked. */
export const loadingView = (): types.ModalView => ({
  type: 'modal',
  title: title(),
  close: cancel(),
  blocks: richText([section(piece(say`Reading weights and health, to make the plan …`))]),
});

export interface Preview {
  readonly channel: string;
  /** What is sent when the person goes on. */
  readonly command: string;
  readonly needsApproval: boolean;
}

/** The plan, before anything is asked of anybody. */
export function previewView(card: Card, { channel, command, needsApproval }: Preview): types.ModalView {
  const next = needsApproval
    ? say`It is asked for approval where everybody sees it:`
    : say`It begins at once; nobody has to approve it:`;
  return {
    type: 'modal',
    callback_id: deployPreview,
    private_metadata: JSON.stringify({ channel, command }),
    title: title(),
    submit: plainText(needsApproval ? say`Ask for approval` : say`Begin`, 24),
    close: cancel(),
    blocks: [
      ...renderBlocks(withoutButtons(card)),
      ...richText([section(piece(`${next} `), piece(command, { code: true }))]),
    ],
  };
}

/** Why there is nothing to go on with. */
export const problemView = (card: Card): types.ModalView => ({
  type: 'modal',
  title: title(),
  close: plainText(say`Close`, 24),
  blocks: renderBlocks(withoutButtons(card)),
});

/** In a modal, what a button does could not be seen. */
const withoutButtons = ({ buttons, ...card }: Card): Card => card;
