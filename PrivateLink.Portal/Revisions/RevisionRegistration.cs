namespace PrivateLink.Portal.Revisions;

public static class RevisionRegistration
{
    /// <summary>The revisions of the policy, and the way back.</summary>
    public static WebApplicationBuilder AddRevisions(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PolicyRevisionLog>();
        return builder;
    }
}
