namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>The sign-in could not be stored, so it failed.</summary>
internal sealed class SignInUnavailableException(string message) : Exception(message);
