import type { Words } from '../words.ts';

export const arWords: Words = {
  successTitle: 'تم ربط مصرفك',
  successText: 'لقد أكملت جميع الخطوات المطلوبة.',
  cancelledTitle: 'لم تُكمل ربط مصرفك',
  cancelled: {
    denied: 'لقد رفضتَ لدى مصرفك.',
    user_cancelled: 'لقد ألغيتَ قبل الانتهاء.',
    popup_closed: 'أُغلقت النافذة قبل الانتهاء.',
    dismissed: 'لقد غادرتَ قبل الانتهاء.',
    aborted: 'أُوقفت العملية قبل الانتهاء.',
  },
  advice: {
    new_session: 'يمكنك البدء من جديد الآن.',
    later: 'يمكنك البدء من جديد لاحقًا.',
    none: 'إذا تكرر ذلك، فيُرجى التواصل مع الدعم.',
  },
};
