import { openDingTalk } from '../../conformance/chat/dingtalk.ts';
import { chatContract } from '../../conformance/chat.ts';

chatContract('DingTalk by messages', () => openDingTalk('messages'));
