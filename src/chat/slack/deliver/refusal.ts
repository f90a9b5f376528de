import type { Act, Refusal, Trouble } from '../../deliver/platform.ts';
import { SlackFailure } from '../client/trouble.ts';

/** What a failure of Slack means for the message that was at hand. */
export function troubleOf(error: unknown, act: Act): Trouble | undefined {
  if (!(error instanceof SlackFailure)) return undefined;
  const { trouble, method } = error;
  if (trouble.kind !== 'refused') return trouble;
  const { code } = trouble;
  return { kind: 'refused', means: method === 'conversations.open' ? 'shut' : refusalOf(code, act), code };
}

// https://docs.slack.dev/reference/methods/chat.postMessage#errors
const gone = ['message_not_found', 'thread_not_found', 'cannot_reply_to_message'];
const shut = [
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'no_permission',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
  'restricted_action_thread_locked',
  'channel_type_not_supported',
  'method_not_supported_for_channel_type',
  'messages_tab_disabled',
  'cannot_dm_bot',
  'user_not_found',
  'user_disabled',
];
const token = [
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'access_denied',
  'accesslimited',
  'ekm_access_denied',
  'org_login_required',
  'team_access_not_granted',
  'team_added_to_org',
  'two_factor_setup_required',
  'enterprise_is_restricted',
];

/** @param act a file that may not be uploaded is one message less; without history or posts there is nothing */
function refusalOf(code: string, act: Act): Refusal {
  if (gone.includes(code)) return 'gone';
  if (shut.includes(code)) return 'shut';
  if (token.includes(code) || (code === 'missing_scope' && act !== 'upload')) return 'token';
  return 'content';
}
