/**
 * The sentences of a callback page without content of its own. The page loads no other texts, so all languages are
 * here.
 */
export interface PageTexts {
  lang: string;
  dir: 'ltr' | 'rtl';
  /** Shown when the result has been delivered but the window is still open. */
  closeWindow: string;
  /** Shown when the consent was started in another browser or app. */
  returnToApp: string;
}

const TEXTS: Readonly<Record<string, readonly [close: string, back: string]>> = {
  en: ['You can close this window', 'Return to the app where you started'],
  de: ['Sie können dieses Fenster schließen', 'Gehen Sie zurück zu der App, in der Sie begonnen haben'],
  es: ['Puede cerrar esta ventana', 'Vuelva a la aplicación donde empezó'],
  fr: ['Vous pouvez fermer cette fenêtre', 'Revenez à l’application où vous avez commencé'],
  ar: ['يمكنك إغلاق هذه النافذة', 'ارجع إلى التطبيق الذي بدأت منه'],
  zh: ['您可以关闭此窗口', '请返回您开始时使用的应用'],
};

/** The texts in the first of these languages that exists, or else in English. */
export function pageTexts(...tags: string[]): PageTexts {
  const primaries = tags.map((tag) => tag.slice(0, 2).toLowerCase());
  const lang = primaries.find((tag) => Object.hasOwn(TEXTS, tag)) ?? 'en';
  const [closeWindow = '', returnToApp = ''] = TEXTS[lang] ?? [];
  return { lang, dir: lang === 'ar' ? 'rtl' : 'ltr', closeWindow, returnToApp };
}
