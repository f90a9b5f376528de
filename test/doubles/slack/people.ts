import type { Delivery } from './delivery/delivery.ts';
import { choose, click } from './people/click.ts';
import { commandParcel, sendCommand } from './people/command.ts';
import { openHome, sendMention } from './people/event.ts';
import { close, submit } from './people/submit.ts';
import type { Forged, People } from './types.ts';
import type { Workspace } from './workspace.ts';

export const createPeople = (workspace: Workspace, delivery: Delivery): People => ({
  command: (input) => sendCommand(workspace, delivery, input),
  mention: (input) => sendMention(workspace, delivery, input),
  click: (input) => click(workspace, delivery, input),
  choose: (input) => choose(workspace, delivery, input),
  home: (user, teamId) => openHome(workspace, delivery, user, teamId),
  submit: (input) => submit(workspace, delivery, input),
  close: (user) => close(workspace, delivery, user),
});

export const createForged = (workspace: Workspace, delivery: Delivery): Forged => ({
  command: async (input, forgery) => {
    const target = delivery.httpTarget;
    if (target === undefined) throw new Error('set httpTarget first');
    return delivery.http.forged(target, commandParcel(workspace, input), forgery);
  },
  replay: () => delivery.http.replay(),
});
