import type { Words } from '../words.ts';

export const enWords: Words = {
  successTitle: 'Your bank is connected',
  successText: 'You have completed all the steps.',
  cancelledTitle: 'You haven’t finished connecting your bank',
  cancelled: {
    denied: 'You declined at your bank.',
    user_cancelled: 'You cancelled before you had finished.',
    popup_closed: 'The window was closed before you had finished.',
    dismissed: 'You left before you had finished.',
    aborted: 'This was stopped before you had finished.',
  },
  advice: {
    new_session: 'You can start again now.',
    later: 'You can start again later.',
    none: 'If this happens again, please contact support.',
  },
};
