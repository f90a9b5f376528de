import { openLocal } from '../../conformance/chat/local.ts';
import { chatContract } from '../../conformance/chat.ts';

chatContract('the terminal', openLocal);
