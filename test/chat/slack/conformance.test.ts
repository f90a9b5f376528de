import { openSlack } from '../../conformance/chat/slack.ts';
import { chatContract } from '../../conformance/chat.ts';

chatContract('Slack', openSlack);
