using PrivateLink.Engine.Settings;

namespace PrivateLink.Portal.Identity;

/// <summary>Settings of accounts and sign-in (<c>People</c>).</summary>
public sealed class PeopleOptions
{
    public const string Section = "People";

    /// <summary>Whether the company's people need a second factor: an authenticator app or a passkey.</summary>
    public bool RequireSecondFactor { get; set; }

    /// <summary>How often an open page checks whether its person may still see it. Changes by this process take effect at once.</summary>
    public TimeSpan RevalidateEvery { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a sign-in lasts after the last request.</summary>
    public TimeSpan SignedInFor { get; set; } = TimeSpan.FromHours(12);

    /// <summary>The same for people who asked to stay signed in.</summary>
    public TimeSpan RememberedFor { get; set; } = TimeSpan.FromDays(14);

    /// <summary>The maximum lifetime of a session, however much it is used. It limits the use of a stolen cookie.</summary>
    public TimeSpan SessionsEndAfter { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The maximum number of open pages for one person.</summary>
    [Setting("pages")]
    public int OpenPages { get; set; } = 20;

    /// <summary>
    /// The shared accounts of the demonstration, by normalised address. The portal still needs an administrator besides them. Not a setting.
    /// </summary>
    internal HashSet<string> PlayedAccounts { get; } = [];

    /// <summary>The demonstration's accounts if there is no demonstration, by normalised address. No one can use them. Not a setting.</summary>
    internal HashSet<string> ClosedAccounts { get; } = [];
}
