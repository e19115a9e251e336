import type { Words } from '../words.ts';

export const deWords: Words = {
  successTitle: 'Ihre Bank ist verbunden',
  successText: 'Sie haben alle nötigen Schritte abgeschlossen.',
  cancelledTitle: 'Sie haben die Verbindung Ihrer Bank nicht abgeschlossen',
  cancelled: {
    denied: 'Sie haben bei Ihrer Bank abgelehnt.',
    user_cancelled: 'Sie haben abgebrochen, bevor alles fertig war.',
    popup_closed: 'Das Fenster wurde geschlossen, bevor alles fertig war.',
    dismissed: 'Sie sind gegangen, bevor alles fertig war.',
    aborted: 'Der Vorgang wurde beendet, bevor alles fertig war.',
  },
  advice: {
    new_session: 'Sie können jetzt neu beginnen.',
    later: 'Sie können später neu beginnen.',
    none: 'Wenn das wieder vorkommt, wenden Sie sich bitte an den Support.',
  },
};
