import type { App } from '@slack/bolt';
import { createOnce } from '../../once.ts';
import type { Work } from '../../work.ts';
import type { Self } from '../client/identity.ts';
import { refreshHome } from '../home/home.ts';
import { clusterChoice, deployForm, deployPreview, openForm } from '../modal/names.ts';
import { commandAction } from '../render/buttons.ts';
import { onClick } from './click.ts';
import { onCommand } from './command.ts';
import { onChoice, onConfirmed, onFormButton, onSubmitted } from './form.ts';
import { afterClick, onHome, onRefresh } from './home.ts';
import { onMention } from './mention.ts';
import type { Service } from './service.ts';

export interface ListenOptions {
  readonly service: Service;
  readonly self: Self;
  readonly work: Work;
}

/** What came in, as Bolt hands it on. */
interface In {
  ack(): Promise<void>;
  readonly body: unknown;
}

/**
 * What the bot takes from Slack. Everything is acknowledged before anything else is done; what could not be
 * acknowledged is not done either, as the person reads that it failed.
 */
export function listen(app: App, options: ListenOptions): void {
  const { service, work } = options;
  const acked =
    (what: string, handle: (body: unknown) => Promise<void>) =>
    ({ ack, body }: In) =>
      work.run(what, async () => {
        await ack();
        await handle(body);
      });
  const click = async (body: unknown) => {
    await onClick(service, body);
    await afterClick(service, body);
  };
  app.command(
    /^\//u,
    acked('a command', (body) => onCommand(service, body)),
  );
  app.action(commandAction, acked('a click', click));
  app.action(
    new RegExp(`^${openForm}(:|$)`, 'u'),
    acked('a form', (body) => onFormButton(service, body)),
  );
  app.action(
    clusterChoice,
    acked('a choice', (body) => onChoice(service, body)),
  );
  app.action(
    refreshHome,
    acked('a refresh', (body) => onRefresh(service, body)),
  );
  listenToViews(app, options);
  listenToEvents(app, options);
}

/** A view is acknowledged with what it becomes. */
function listenToViews(app: App, { service, work }: ListenOptions): void {
  app.view(deployForm, ({ ack, body }) =>
    work.run('a form', async () => {
      const submitted = service.modal.onSubmit(body);
      await ack(submitted.ack);
      await onSubmitted(service, body, submitted);
    }),
  );
  app.view(deployPreview, ({ ack, body }) =>
    work.run('a form', async () => {
      const confirmed = service.modal.onConfirm(body);
      await ack(confirmed.ack);
      await onConfirmed(service, body, confirmed);
    }),
  );
}

/** Bolt acknowledges events itself; one that was not acknowledged in time comes again. */
function listenToEvents(app: App, { service, self, work }: ListenOptions): void {
  const isNew = createOnce();
  app.event('app_mention', ({ body, context }) =>
    work.run('a mention', async () => {
      if (!isNew(body.event_id)) return;
      const { userId } = await self.learn();
      await onMention(service, { body, again: (context.retryNum ?? 0) > 0, self: userId });
    }),
  );
  app.event('app_home_opened', ({ body }) => work.run('the App Home', () => onHome(service, body))); // not shown
}
