namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>The password that a signed-in person enters again. People without a password prove themselves with a recent passkey sign-in.</summary>
/// <param name="Field">The field that shows the error for a wrong password.</param>
internal sealed record PasswordProof(string Password, string Field)
{
    /// <summary>Hides the secret, because records may be logged.</summary>
    public override string ToString() => "password";
}
