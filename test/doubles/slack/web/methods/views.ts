import { z } from 'zod';
import type { JsonObject } from '../../types.ts';
import { viewBreaches } from '../../validate-blocks.ts';
import { openView, replaceView } from '../../views.ts';
import type { StoredView, Trigger, Workspace } from '../../workspace.ts';
import { type Method, method, object } from '../method.ts';
import { Refusal, refusedFor } from '../refusal.ts';
import { shownView } from '../shown.ts';

const triggerId = z.string().min(1);

/** https://docs.slack.dev/reference/methods?family=views */
export const views: Readonly<Record<string, Method>> = {
  'views.open': method({
    tier: 'tier4',
    args: z.strictObject({ trigger_id: triggerId, view: object }),
    run: (workspace, args) => {
      const source = checkedView(args.view, 'modal');
      const { user } = exchange(workspace, args.trigger_id);
      const view = openView(workspace, user, source);
      workspace.modals.set(user, [view]);
      return { view: shownView(workspace, view) };
    },
  }),

  'views.push': method({
    tier: 'tier4',
    args: z.strictObject({ trigger_id: triggerId, view: object }),
    run: (workspace, args) => {
      const source = checkedView(args.view, 'modal');
      const { user, view: from } = exchange(workspace, args.trigger_id);
      const stack = workspace.modals.get(user) ?? [];
      if (from === undefined || stack.length === 0) throw new Refusal('not_found');
      if (stack.length >= 3) throw new Refusal('push_limit_reached', { breach: true });
      const view = openView(workspace, user, source, stack.at(-1));
      workspace.modals.set(user, [...stack, view]);
      return { view: shownView(workspace, view) };
    },
  }),

  'views.update': method({
    tier: 'tier4',
    args: z
      .strictObject({
        view_id: z.string().optional(),
        external_id: z.string().optional(),
        hash: z.string().optional(),
        view: object,
      })
      .refine((args) => (args.view_id === undefined) !== (args.external_id === undefined), {
        error: 'needs either view_id or external_id',
      }),
    run: (workspace, args) => {
      const old = known(
        workspace,
        (view) =>
          view.id === args.view_id ||
          (args.external_id !== undefined && view.source.external_id === args.external_id),
      );
      const source = checkedView(args.view, old.type);
      if (args.hash !== undefined && args.hash !== old.hash) throw new Refusal('hash_conflict');
      return { view: shownView(workspace, replaceView(workspace, old, source)) };
    },
  }),

  'views.publish': method({
    tier: 'tier4',
    args: z.strictObject({ user_id: z.string().min(1), view: object, hash: z.string().optional() }),
    run: (workspace, args) => {
      const source = checkedView(args.view, 'home');
      const old = workspace.homes.get(args.user_id);
      if (!workspace.users.has(args.user_id)) throw new Refusal('user_not_found');
      if (args.hash !== undefined && args.hash !== old?.hash) throw new Refusal('hash_conflict');
      const view = openView(workspace, args.user_id, source);
      workspace.homes.set(args.user_id, view);
      return { view: shownView(workspace, view) };
    },
  }),
};

function checkedView(view: JsonObject, type: 'modal' | 'home'): JsonObject {
  const breaches = viewBreaches(view);
  if (view.type !== type) breaches.push(`type must be ${type} here [json-pointer:/view/type]`);
  if (breaches.length > 0) throw refusedFor('invalid_arguments', breaches);
  return view;
}

/** A trigger lives 3 seconds and works once. https://docs.slack.dev/interactivity/handling-user-interaction */
function exchange(workspace: Workspace, id: string): Trigger {
  const trigger = workspace.triggers.get(id);
  if (trigger === undefined) throw new Refusal('invalid_trigger_id', { breach: true });
  if (trigger.used) throw new Refusal('exchanged_trigger_id', { breach: true });
  if (workspace.clock.patient() - trigger.bornAt > workspace.ackTimeoutMs)
    throw new Refusal('expired_trigger_id');
  trigger.used = true;
  return trigger;
}

function known(workspace: Workspace, isIt: (view: StoredView) => boolean): StoredView {
  const found = [...workspace.modals.values(), [...workspace.homes.values()]]
    .flat()
    .find((view) => isIt(view));
  if (found === undefined) throw new Refusal('not_found');
  return found;
}
