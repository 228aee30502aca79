import { addMessages } from '../../../shared/i18n.ts';
import '../editor/messages.ts';
import messages from './messages.en.json';

addMessages(messages);
