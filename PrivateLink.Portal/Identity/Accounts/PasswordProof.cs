namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>The password that somebody who is signed in types again. Anyone who has none has signed in with a passkey a moment ago.</summary>
/// <param name="Field">The field that a wrong one is a mistake of.</param>
internal sealed record PasswordProof(string Password, string Field)
{
    /// <summary>Never the secret: records end up in logs.</summary>
    public override string ToString() => "password";
}
