namespace PrivateLink.Portal.Revisions;

public static class RevisionRegistration
{
    /// <summary>Registers the revisions of the policy, and how to undo them.</summary>
    public static WebApplicationBuilder AddRevisions(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PolicyRevisionLog>();
        return builder;
    }
}
