import { addMessages } from '../../../shared/i18n.ts';
import messages from './messages.en.json';

addMessages(messages);
