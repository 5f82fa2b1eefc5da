namespace PrivateLink.Portal.Identity.Sessions;

/// <summary>One of a person's own sign-ins.</summary>
public sealed record SessionView(Guid Id, DateTime StartedAt, DateTime SeenAt, string Method, string Browser, string Address, bool IsThisOne);
