using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data.Configurations;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data;

/// <summary>
/// The portal's database, on the configured provider. Each operation uses one short-lived context. A context for a tenant's caller hides every other
/// tenant's rows, even if a query forgets to filter.
/// </summary>
public abstract class PortalDbContext(DbContextOptions options, TimeProvider time) : DbContext(options), IDataProtectionKeyContext
{
    /// <summary>The named query filter that hides other tenants' rows.</summary>
    public const string TenantFilter = "tenant";

    /// <summary>The name that signs changes that no person made.</summary>
    public const string Portal = "portal";

    public DbSet<Tenant> Tenants => Set<Tenant>();

    public DbSet<PrivateLinkService> Services => Set<PrivateLinkService>();

    public DbSet<Upstream> Upstreams => Set<Upstream>();

    public DbSet<Resource> Resources => Set<Resource>();

    public DbSet<ResourceAlias> ResourceAliases => Set<ResourceAlias>();

    public DbSet<PrivateEndpoint> PrivateEndpoints => Set<PrivateEndpoint>();

    public DbSet<AllowedLink> AllowedLinks => Set<AllowedLink>();

    public DbSet<ClaimTicket> ClaimTickets => Set<ClaimTicket>();

    public DbSet<StepHandover> StepHandovers => Set<StepHandover>();

    public DbSet<HandoverPaste> HandoverPastes => Set<HandoverPaste>();

    public DbSet<SharedConnection> SharedConnections => Set<SharedConnection>();

    public DbSet<EnforcementTrial> EnforcementTrials => Set<EnforcementTrial>();

    public DbSet<PolicyRevision> PolicyRevisions => Set<PolicyRevision>();

    public DbSet<ConnectionRecord> ConnectionRecords => Set<ConnectionRecord>();

    public DbSet<RecordGap> RecordGaps => Set<RecordGap>();

    public DbSet<HourlyRollUp> HourlyRollUps => Set<HourlyRollUp>();

    public DbSet<SumProgress> SumProgress => Set<SumProgress>();

    public DbSet<LinkObservation> LinkObservations => Set<LinkObservation>();

    public DbSet<ResourceObservation> ResourceObservations => Set<ResourceObservation>();

    public DbSet<ClaimObservation> ClaimObservations => Set<ClaimObservation>();

    public DbSet<PortalUser> People => Set<PortalUser>();

    public DbSet<PersonSession> PersonSessions => Set<PersonSession>();

    public DbSet<Membership> Memberships => Set<Membership>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<TenantNotice> TenantNotices => Set<TenantNotice>();

    public DbSet<NewsItem> NewsItems => Set<NewsItem>();

    public DbSet<NewsChoice> NewsChoices => Set<NewsChoice>();

    public DbSet<SavedView> SavedViews => Set<SavedView>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    /// <summary>The identity of this database: one row.</summary>
    public DbSet<Installation> Installations => Set<Installation>();

    public DbSet<Heartbeat> Heartbeats => Set<Heartbeat>();

    public DbSet<ServiceMoment> ServiceMoments => Set<ServiceMoment>();

    /// <summary>The keys of cookies and forms. All nodes share them, and they survive a restart (<see cref="KeyRing"/>).</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>The caller of the context. Null if the portal itself works.</summary>
    public Caller? Caller { get; set; }

    private Guid? TenantScope => Caller is { IsCompany: false } ? Caller.TenantId ?? Guid.Empty : null;

    /// <summary>The collation that compares text byte for byte.</summary>
    protected abstract string BinaryCollation { get; }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        Stamp();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        Stamp();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTimeConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PortalDbContext).Assembly);
        modelBuilder.UseBinaryCollation(BinaryCollation);

        modelBuilder.Entity<Tenant>().HasQueryFilter(TenantFilter, tenant => TenantScope == null || tenant.Id == TenantScope);
        modelBuilder.Entity<Resource>().HasQueryFilter(TenantFilter, resource => TenantScope == null || resource.TenantId == TenantScope);
        modelBuilder.Entity<ResourceAlias>().HasQueryFilter(TenantFilter, alias => TenantScope == null || alias.TenantId == TenantScope);
        modelBuilder.Entity<PrivateEndpoint>().HasQueryFilter(TenantFilter, link => TenantScope == null || link.TenantId == TenantScope);
        modelBuilder.Entity<AllowedLink>().HasQueryFilter(TenantFilter, link => TenantScope == null || link.TenantId == TenantScope);
        modelBuilder.Entity<ClaimTicket>().HasQueryFilter(TenantFilter, ticket => TenantScope == null || ticket.TenantId == TenantScope);
        modelBuilder.Entity<StepHandover>().HasQueryFilter(TenantFilter, handover => TenantScope == null || handover.TenantId == TenantScope);
        modelBuilder.Entity<HandoverPaste>().HasQueryFilter(TenantFilter, paste => TenantScope == null || paste.TenantId == TenantScope);
        modelBuilder.Entity<SharedConnection>().HasQueryFilter(TenantFilter, shared => TenantScope == null || shared.TenantId == TenantScope);
        modelBuilder.Entity<EnforcementTrial>().HasQueryFilter(TenantFilter, trial => TenantScope == null || trial.TenantId == TenantScope);
        modelBuilder.Entity<ConnectionRecord>().HasQueryFilter(TenantFilter, record => TenantScope == null || record.TenantId == TenantScope);
        modelBuilder.Entity<HourlyRollUp>().HasQueryFilter(TenantFilter, rollUp => TenantScope == null || rollUp.TenantId == TenantScope);
        modelBuilder.Entity<ResourceObservation>().HasQueryFilter(TenantFilter, observation => TenantScope == null || observation.TenantId == TenantScope);
        modelBuilder.Entity<Membership>().HasQueryFilter(TenantFilter, membership => TenantScope == null || membership.TenantId == TenantScope);
        modelBuilder.Entity<Invitation>().HasQueryFilter(TenantFilter, invitation => TenantScope == null || invitation.TenantId == TenantScope);
        modelBuilder.Entity<TenantNotice>().HasQueryFilter(TenantFilter, notice => TenantScope == null || notice.TenantId == TenantScope);
        modelBuilder.Entity<AuditEntry>().HasQueryFilter(TenantFilter, entry => TenantScope == null || entry.TenantId == TenantScope);
    }

    private static bool HasOtherMode(EntityEntry<Resource> entry) =>
        entry.State == EntityState.Modified && entry.Property(resource => resource.Mode) is var mode && mode.OriginalValue != mode.CurrentValue;

    private void Stamp()
    {
        var now = time.GetUtcNow().UtcDateTime;
        var person = Caller?.Person ?? Portal;
        foreach (var entry in ChangeTracker.Entries<Entity>())
            switch (entry.State)
            {
                case EntityState.Added: entry.Entity.StampCreated(now, person); break;
                case EntityState.Modified: entry.Entity.StampUpdated(now, person); break;
            }

        foreach (var entry in ChangeTracker.Entries<Resource>())
            if (entry.State == EntityState.Added || HasOtherMode(entry)) entry.Entity.StampMode(now);
    }
}
