import type { ProblemId } from './problems.ts';

/**
 * What a refusal says where nothing more is known of the case, and what to do about it. For those who write
 * programs: the pages have words of their own, so they do not import this file.
 */
export const problemDetails: Readonly<Record<ProblemId, string>> = {
  'request-malformed': 'Compare the request with the description of the API at /api/docs.',
  'sign-in-required': 'Nobody is signed in, or the sign-in has ended: sign in, or send an access token.',
  'sign-in-refused': 'No account has this e-mail address and this password together.',
  'access-token-refused': 'The access token is mistyped, revoked or past its end: make a new one.',
  'password-needed-again': 'Send the password of the account with this request.',
  'request-not-from-this-site': 'Send the header “X-Requested-With: attest”, or use an access token.',
  'permission-missing': 'None of the roles of this account includes it; an administrator gives roles.',
  'second-person-needed': 'Whoever proposed it cannot confirm it as well.',
  'review-not-offered': 'The rules of this exam show neither questions nor keys after the end.',
  'not-found': 'Nothing is found at this address.',
  'outcome-not-ready': 'The outcome is there once it is scored and released; ask again later.',
  'method-not-allowed': 'The description of the API at /api/docs names the methods of each address.',
  'email-already-registered': 'Sign in with it, or register with another address.',
  'response-after-deadline': 'What arrived before the deadline is stored; this request changed nothing.',
  'session-continued-elsewhere': 'Resume the exam session to go on here.',
  'section-not-open': 'Only the open section takes answers, and only the one after it can be opened.',
  'session-not-active': 'Only an exam session that was started and has not ended takes answers.',
  'session-not-startable': 'An exam session is started once, before its end.',
  'exam-not-open': 'The exam names when it opens, when it can be started at the latest, and when it closes.',
  'exam-stopped': 'Staff stopped the exam for everyone; try again when it goes on.',
  'session-state-conflict': 'Read the exam session anew and decide on its present state.',
  'break-not-available': 'Break time is granted before the exam is booked, and this session has none left.',
  'late-material-not-taken': 'It is taken once, after the deadline, of a session that ended by its deadline.',
  'decision-taken-already': 'Read the present state: there is nothing left to decide.',
  'attempts-used-up': 'The rules of the exam allow no further attempt.',
  'idempotency-key-reused':
    'The same “Idempotency-Key” came with another content before: take a new key for a new request.',
  'accommodation-requested-already': 'One request is decided before the next is made.',
  'access-tokens-at-limit': 'Revoke one that is no longer used.',
  'body-too-large': 'A request may hold 256 kB: send it in parts.',
  'media-type-not-supported': 'Send “Content-Type: application/json” and JSON.',
  'password-too-weak': 'Take a longer one that does not contain the name or the address.',
  'form-cannot-be-assembled': 'The bank has too few items for the blueprint of the exam.',
  'mode-not-offered': 'The exam names the modes it is offered in.',
  'item-not-in-form': 'Take item ids from the form of this exam session.',
  'response-malformed': 'The parts of a response have the kinds that the item’s interactions name.',
  'too-many-requests': 'Wait as long as “Retry-After” says, then go on more slowly.',
  'internal-error': 'This was not foreseen. The trace id leads to the log entry about it.',
  overloaded: 'Wait as long as “Retry-After” says, then send the request again.',
  'not-ready': 'Ask again in a few seconds.',
};
