namespace PrivateLink.Portal.Identity.Sessions;

/// <summary>How a person authenticated. Stored with the session.</summary>
public static class SignInMethod
{
    public const string Password = "password";
    public const string PasswordAndCode = "password and code";
    public const string PasswordAndRecoveryCode = "password and recovery code";
    public const string Passkey = "passkey";
    public const string Link = "one-time link";
    public const string Demonstration = "the demonstration's buttons";
}
