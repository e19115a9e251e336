import type { Words } from '../words.ts';

export const arWords: Words = {
  successTitle: 'تم ربط حسابك المصرفي',
  successText: 'لقد أكملتَ جميع الخطوات.',
  cancelledTitle: 'لم تُكمل ربط حسابك المصرفي',
  cancelled: {
    denied: 'لقد رفضتَ الطلب لدى مصرفك.',
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
