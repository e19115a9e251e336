import type { Words } from '../words.ts';

export const deWords: Words = {
  successTitle: 'Ihre Bank ist verbunden',
  successText: 'Sie haben alle Schritte abgeschlossen.',
  cancelledTitle: 'Sie haben das Verbinden Ihrer Bank nicht abgeschlossen',
  cancelled: {
    denied: 'Sie haben die Anfrage bei Ihrer Bank abgelehnt.',
    user_cancelled: 'Sie haben den Vorgang vorzeitig abgebrochen.',
    popup_closed: 'Das Fenster wurde vorzeitig geschlossen.',
    dismissed: 'Sie haben den Vorgang vorzeitig verlassen.',
    aborted: 'Der Vorgang wurde vorzeitig beendet.',
  },
  advice: {
    new_session: 'Sie können jetzt neu beginnen.',
    later: 'Sie können später neu beginnen.',
    none: 'Wenn das wieder vorkommt, wenden Sie sich bitte an den Support.',
  },
};
