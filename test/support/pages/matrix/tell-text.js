// Reports what a person can read on this page, whenever that changes.
{
  let told = '';
  const tell = () => {
    const text = document.body?.textContent.trim().replace(/\s+/g, ' ') ?? '';
    if (text === told) return;
    told = text;
    report(`shows ${text}`);
  };
  new MutationObserver(tell).observe(document, { childList: true, subtree: true, characterData: true });
}
