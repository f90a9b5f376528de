import type { JsonObject } from '../types.ts';
import { type User, userOf, type Workspace } from '../workspace.ts';

/** A trigger_id, good for one modal within three seconds. */
export function newTrigger(workspace: Workspace, user: string, view?: string): string {
  const id = `${workspace.id('1')}.${workspace.id('2')}.${workspace.id('t')}`;
  const bornAt = workspace.clock.patient();
  workspace.triggers.set(id, { user, bornAt, used: false, ...(view !== undefined && { view }) });
  return id;
}

/** Who does it, as interaction payloads say it. https://docs.slack.dev/reference/interaction-payloads */
export function actor(workspace: Workspace, id: string, teamId: string | undefined): JsonObject {
  const user: User = userOf(workspace, id);
  return {
    user: { id: user.id, username: user.name, name: user.name, team_id: teamId ?? user.teamId },
    team: { id: workspace.teamId, domain: 'rollout' },
    api_app_id: workspace.appId,
    token: 'legacy-verification-token',
    enterprise: null,
    is_enterprise_install: false,
  };
}
