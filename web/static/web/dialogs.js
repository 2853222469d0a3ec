// <button data-dialog="id"> opens that <dialog>; [data-close] inside closes it. Without this script
// the dialog's own page stands behind the link that `data-dialog` sits on.

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
  }
  const closer = event.target.closest("[data-close]") ?? (event.target.matches("dialog") ? event.target : null);
  closer?.closest("dialog")?.close();
});
